// Try it: a call that the reader makes up, decided by the pasted policies, with the statement that decides.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { fold, button, english, prose } = own.answer;

  /** @type {Record<WhydeniedTrial["outcome"], { state: string, sign: string }>} */
  const LOOKS = {
    allowed: { state: "allows", sign: "✓" },
    denied: { state: "denies", sign: "✕" },
    "not-allowed": { state: "silent", sign: "–" },
    "not-limited": { state: "allows", sign: "✓" },
    depends: { state: "unknown", sign: "?" },
    "cannot-tell": { state: "unknown", sign: "?" },
  };

  /**
   * A call with its fields as filled in, and the denial that it was taken from.
   * @typedef {object} Tried
   * @property {string} of
   * @property {string} action
   * @property {string} resource
   * @property {string} principal
   * @property {Map<string, string>} context
   */
  /** What the reader filled in, by widget: an answer that is drawn again keeps it. */
  /** @type {WeakMap<WhydeniedWidget, Tried>} */
  const filled = new WeakMap();

  /**
   * The call so far: at first that of the denial, if there is one.
   * @param {WhydeniedView} view @returns {Tried}
   */
  function triedOf({ widget, denial }) {
    const known = filled.get(widget);
    const of = denial?.summary ?? "";
    if (known?.of === of) return known;
    const { principal, facts } = denial ?? {};
    const { action, resource } = denial?.needs[0] ?? denial ?? {};
    const single = Object.entries(facts ?? {}).flatMap(([key, values]) =>
      values?.length === 1 ? [/** @type {const} */ ([key, values[0]])] : [],
    );
    const call = {
      of,
      action: action ?? "",
      resource: resource ?? "",
      principal: principal ?? "",
      context: new Map(single),
    };
    filled.set(widget, call);
    return call;
  }

  /**
   * @param {string} name @param {string} label @param {string} value @param {string} example
   * @param {(value: string) => void} put
   */
  function field(name, label, value, example, put) {
    const input = make("input", "whydenied-input");
    input.name = name;
    input.value = value;
    input.placeholder = example;
    input.autocomplete = "off"; // else the browser keeps it in its session files
    input.spellcheck = false;
    input.setAttribute("autocapitalize", "off");
    input.addEventListener("input", () => put(input.value.trim()));
    return make("label", "", make("span", "", label), input);
  }

  /** @type {WhydeniedAnswer["trial"]} */
  function trial(view) {
    const { widget } = view;
    const call = triedOf(view);
    const example = "arn:aws:iam::111122223333:role/…";
    const caller = field("principal", say("trial.principal"), call.principal, example, (value) => {
      call.principal = value;
    });
    const keys = make("div", "whydenied-keys");
    const result = make("div", "whydenied-tried");
    result.setAttribute("role", "status");
    const form = make(
      "form",
      "whydenied-context",
      field("action", say("slot.action"), call.action, "s3:GetObject", (value) => (call.action = value)),
      field("resource", say("slot.resource"), call.resource, "arn:aws:s3:::…", (value) => {
        call.resource = value;
      }),
      caller,
      keys,
      make("button", "whydenied-small", say("trial.try")),
    );
    /** @param {string[]} missing */
    const ask = (missing) => {
      for (const key of missing) if (!call.context.has(key)) call.context.set(key, "");
      const fields = [...call.context].map(([key, value]) =>
        field(`key ${key}`, key, value, "", (words) => call.context.set(key, words)),
      );
      const note = fields.length ? [make("p", "whydenied-note", say("context"))] : [];
      keys.replaceChildren(...note, ...fields);
    };
    ask([]);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const context = [...call.context].filter(([, value]) => value).map(([key, value]) => [key, [value]]);
      const { action, resource, principal } = call;
      const request = { action, resource, principal, context: Object.fromEntries(context) };
      try {
        const answer = await own.ask(view.text, { types: widget.choices.types, request });
        const found = /** @type {WhydeniedTrial} */ (/** @type {unknown} */ (answer));
        ask(found.missing_keys);
        result.replaceChildren(decision(view, found));
      } catch (error) {
        widget.fail(error);
      }
    });
    return fold(widget, "trial", say("trial"), make("p", "", say("trial.what")), form, result);
  }

  /** @param {WhydeniedView} view @param {WhydeniedTrial} found */
  function decision(view, { outcome, why, span, statement }) {
    const { state, sign } = LOOKS[outcome];
    const mark = make("span", "whydenied-sign", sign);
    mark.setAttribute("aria-hidden", "true");
    const name = make("strong", "whydenied-verdict-name", say(`trial.${outcome}`));
    const sentences = why.flatMap((sentence) => [" ", english(make("span", "", ...prose(sentence)))]);
    const words = make("p", "", mark, name, ...sentences, " ");
    const policy = view.report.policies.findIndex((each) => span && each.span?.join() === span.join());
    if (policy >= 0 && statement !== null) {
      const line = view.lineOf(policy, statement);
      const place = line
        ? say("statement-line", { number: statement + 1, line: view.boxLine(line) })
        : say("statement", { number: statement + 1 });
      words.append(button("whydenied-go", place, () => view.reveal(policy, line)));
    }
    return make("div", `whydenied-verdict whydenied-is-${state}`, words);
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ trial }));
})();
