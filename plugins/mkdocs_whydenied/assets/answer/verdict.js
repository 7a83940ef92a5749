// What the error and the policies say together: the verdict, the values it lacks, and the way the decision went.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { part, button } = own.answer;

  /** @type {Record<string, string>} */
  const SIGNS = { allows: "✓", denies: "✕", silent: "–", unknown: "?", "not-there": "·" };
  /** The state of the policy that a verdict tells of. @type {Record<string, string>} */
  const STATES = { "already-allowed": "allows", "explicit-deny-here": "denies", "wrong-policy-type": "unknown", "not-caller-s-policy": "unknown", "cannot-tell": "unknown" };

  /** @param {WhydeniedView} view */
  function verdict(view) {
    const { code, why, policy, statement } = view.report.verdict;
    const state = STATES[code] ?? "silent";
    const sentence = make("p", "", make("strong", "whydenied-verdict-name", sign(state, state === "silent" ? "!" : undefined), say(`verdict.${code}`)), ` ${why} `);
    if (statement !== null) {
      const line = view.lineOf(policy, statement);
      const words = line ? say("statement-line", { number: statement + 1, line }) : say("statement", { number: statement + 1 });
      sentence.append(button("whydenied-go", words, () => view.reveal(policy, line)));
    }
    return make("div", `whydenied-verdict whydenied-is-${state}`, sentence, ...asked(view));
  }

  /** @param {string} state */
  function sign(state, shown = SIGNS[state]) {
    const element = make("span", "whydenied-sign", shown);
    element.setAttribute("aria-hidden", "true");
    return element;
  }

  /** A form for the context keys that the verdict depends on, those that have been filled in included. @param {WhydeniedView} view */
  function asked({ widget, report }) {
    const keys = [...new Set([...Object.keys(widget.said.context), ...report.verdict.missing_keys])];
    if (!keys.length) return [];
    const fields = keys.map((key) => {
      const input = /** @type {HTMLInputElement} */ (make("input", "whydenied-input"));
      input.name = key;
      input.value = widget.said.context[key] ?? "";
      input.autocomplete = "off";
      input.spellcheck = false;
      input.dataset.key = `context-${key}`;
      return make("label", "", make("span", "", key), input);
    });
    const submit = /** @type {HTMLButtonElement} */ (make("button", "whydenied-small", say("check-again")));
    const form = /** @type {HTMLFormElement} */ (make("form", "whydenied-context", make("p", "whydenied-note", say("context")), ...fields, submit));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const filled = [...form.querySelectorAll("input")].filter((input) => input.value.trim());
      widget.said = { ...widget.said, context: Object.fromEntries(filled.map((input) => [input.name, input.value.trim()])) };
      const focused = /** @type {HTMLElement} */ (form.querySelector("input:focus"))?.dataset.key ?? `context-${keys[0]}`;
      widget.again(focused);
    });
    return [form];
  }

  /** The kinds of policies in AWS's order, each with what it says. @param {WhydeniedView} view */
  function path({ report }) {
    const layers = report.verdict.path.map((/** @type {any} */ layer) => {
      const name = make("strong", "", say(`layer.${layer.name.replace("_", "-")}`));
      const state = make("span", "whydenied-state", say(`state.${layer.state}`));
      const here = layer.decided ? [make("span", "whydenied-here", say("decided"))] : [];
      const item = make("li", `whydenied-is-${layer.state}`, sign(layer.state), make("p", "", name, " ", state, ...here), make("p", "whydenied-note", layer.why));
      item.classList.toggle("whydenied-decided", layer.decided);
      return item;
    });
    return part("path", make("ol", "whydenied-layers", ...layers));
  }

  Object.assign(own.answer, { verdict, path });
})();
