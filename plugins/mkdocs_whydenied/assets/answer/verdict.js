// The verdict of error and policies, a form for the context keys it depends on, and the path of the decision.

/** @import { Layer, Verdict } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const { button, prose, english } = own.answer;

  /** @type {Record<Layer["state"], string>} */
  const SIGNS = { allows: "✓", denies: "✕", silent: "–", unknown: "?", "not-there": "∅" };
  /**
   * The state of the verdict's policy, for its sign and colour; silent for all other codes.
   * @type {Partial<Record<Verdict["code"], Layer["state"]>>}
   */
  const STATES = {
    "already-allowed": "allows",
    "explicit-deny-here": "denies",
    "wrong-policy-type": "unknown",
    "not-caller-s-policy": "unknown",
    "cannot-tell": "unknown",
  };

  /**
   * The verdict shown last, and its denial.
   * @type {WeakMap<WhydeniedWidget, Pick<Verdict, "code" | "denial" | "statement">>}
   */
  const last = new WeakMap();

  /**
   * Whether a policy is the one to change, and only its statement names others.
   * @param {Pick<Verdict, "code" | "statement">} verdict
   */
  const namesOthers = ({ code, statement }) => code === "not-caller-s-policy" && statement !== null;
  /** What a verdict says first. @param {Pick<Verdict, "code" | "statement">} verdict */
  const nameOf = (verdict) => say(`verdict.${namesOthers(verdict) ? "names-others" : verdict.code}`);

  /** @param {WhydeniedView} view @param {Verdict} told */
  function verdict(view, told) {
    const { widget } = view;
    const { code, why, policy, statement, denial, missing_keys: missing } = told;
    const state = (!namesOthers(told) && STATES[code]) || "silent";
    const before = last.get(widget);
    last.set(widget, { code, denial, statement });
    const { types, context } = widget.choices;
    const follows = widget.earlier.length > 0 || types.some(Boolean) || Object.keys(context).length > 0;
    const was =
      before && follows && before.denial === denial && before.code !== code
        ? [make("p", "whydenied-was", say("was", { verdict: nameOf(before) }))]
        : [];
    const sentence = make(
      "p",
      "",
      sign(state, state === "silent" ? "!" : undefined),
      make("strong", "whydenied-verdict-name", nameOf(told)),
      " ",
      english(make("span", "", ...prose(why))),
      " ",
    );
    if (policy !== null && statement !== null) {
      const line = view.lineOf(policy, statement);
      const words = line
        ? say("statement-line", { number: statement + 1, line: view.boxLine(line) })
        : say("statement", { number: statement + 1 });
      sentence.append(button("whydenied-go", words, () => view.reveal(policy, line)));
    }
    return make(
      "div",
      `whydenied-verdict whydenied-is-${state}${was.length ? " whydenied-turned" : ""}`,
      sentence,
      ...was,
      ...asked(widget, missing),
    );
  }

  /** @param {Layer["state"]} state */
  function sign(state, shown = SIGNS[state]) {
    const element = make("span", "whydenied-sign", shown);
    element.setAttribute("aria-hidden", "true");
    return element;
  }

  /**
   * A form for the context keys that the verdict depends on, with the values given so far.
   * @param {WhydeniedWidget} widget @param {string[]} missing
   */
  function asked(widget, missing) {
    const keys = [...new Set([...Object.keys(widget.choices.context), ...missing])];
    if (!keys.length) return [];
    const fields = keys.map((key) => {
      const input = make("input", "whydenied-input");
      input.name = key;
      input.value = widget.choices.context[key] ?? "";
      input.autocomplete = "off";
      input.spellcheck = false;
      input.dataset.key = `context-${key}`;
      return make("label", "", make("span", "", key), input);
    });
    const submit = make("button", "whydenied-small", say("check-again"));
    const note = make("p", "whydenied-note", say("context"));
    const form = make("form", "whydenied-context", note, ...fields, submit);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const filled = [...form.querySelectorAll("input")].filter((input) => input.value.trim());
      widget.choices = {
        ...widget.choices,
        context: Object.fromEntries(filled.map((input) => [input.name, input.value.trim()])),
      };
      const focused =
        /** @type {HTMLElement} */ (form.querySelector("input:focus"))?.dataset.key ?? `context-${keys[0]}`;
      widget.again(focused);
    });
    return [form];
  }

  /**
   * The policy kinds that the message or the policies say something about, in AWS's order, each with its
   * state, the deciding one marked.
   * @param {Layer[]} layers
   */
  function path(layers) {
    const told = layers.filter(
      ({ state, decided }) => decided || (state !== "unknown" && state !== "not-there"),
    );
    if (!told.length) return [];
    const items = told.map(({ name, state, decided, why, section }) => {
      const words = say(`layer.${name.replace("_", "-")}`);
      const title = section ? sectionLink(section, "whydenied-station") : make("span", "whydenied-station");
      title.textContent = words;
      if (section) title.title = section.title;
      const here = decided ? [" ", make("strong", "whydenied-here", say("decided"))] : [];
      const item = make(
        "li",
        `whydenied-is-${state}`,
        sign(state),
        make("p", "", title, " ", make("span", "whydenied-state", say(`state.${state}`)), ...here),
      );
      item.append(english(make("p", "whydenied-note", ...prose(why))));
      item.classList.toggle("whydenied-decided", decided);
      return item;
    });
    const order = make("p", "whydenied-note", say("order"));
    return [order, make("ol", "whydenied-layers", ...items)];
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ verdict, path }));
})();
