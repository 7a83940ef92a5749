// A second box beside an error for the policy that should allow it, or beside a policy for the error; both are checked as one paste.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button, copyButton } = own.answer;

  /** What stands between error and policy: the fence of a block of code, so that neither is read into the other. */
  const JOINT = "\n\n```\n";

  /** Which box would help: for a policy, for an error, or none. @param {WhydeniedReport} report */
  function missing(report) {
    if (report.denials.length && !report.policies.length) return "policy";
    return report.policies.length && !report.denials.length ? "error" : "";
  }

  /** @type {WhydeniedAnswer["second"]} */
  function second(widget, report, words = "") {
    const kind = missing(report);
    if (widget.more && (widget.second || widget.more.contains(document.activeElement))) return;
    widget.more?.remove();
    widget.more = kind || words ? made(widget, kind || "policy", report, words) : null;
  }

  /** @param {WhydeniedWidget} widget @param {string} kind @param {WhydeniedReport} report @param {string} words */
  function made(widget, kind, report, words) {
    const box = /** @type {HTMLTextAreaElement} */ (make("textarea", "whydenied-box"));
    box.rows = 5;
    box.spellcheck = false;
    box.setAttribute("autocapitalize", "off");
    box.placeholder = say(`second.${kind}.placeholder`);
    box.value = words;
    box.addEventListener("input", () => widget.typed());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      widget.again();
    });
    const check = button("whydenied-small", say("second.check"), () => widget.again());
    const label = make("label", "whydenied-label", make("span", "", say(`second.${kind}.label`)), box);
    const element = /** @type {HTMLDetailsElement} */ (make("details", "whydenied-more", make("summary", "", say(`second.${kind}.offer`)), ...fetching(widget, kind, report), label, check));
    element.dataset.kind = kind;
    element.open = Boolean(words);
    return element;
  }

  /** Which policy to fetch, and how. @param {WhydeniedWidget} widget @param {string} kind @param {WhydeniedReport} report */
  function fetching(widget, kind, report) {
    const wanted = kind === "policy" ? report.policy_to_fetch : null;
    if (!wanted) return [make("p", "", say(`second.${kind}.what`))];
    const rows = wanted.commands.map((/** @type {string} */ command) => {
      const shown = make("code", "", command);
      return make("li", "whydenied-command", shown, copyButton(widget, () => shown));
    });
    return [make("p", "", wanted.what), ...(rows.length ? [make("ol", "whydenied-commands", ...rows)] : [])];
  }

  /** @type {WhydeniedAnswer["joined"]} */
  function joined(widget) {
    const { second } = widget;
    if (!second.trim()) return widget.box.value;
    return widget.more?.dataset.kind === "error" ? second + JOINT + widget.box.value : widget.box.value + JOINT + second;
  }

  /** @type {WhydeniedAnswer["parted"]} */
  function parted(widget, text) {
    const other = /** @type {HTMLTextAreaElement | null | undefined} */ (widget.more?.querySelector("textarea"));
    if (!other?.value.trim()) return void (widget.box.value = text);
    const [first, last] = widget.more?.dataset.kind === "error" ? [other, widget.box] : [widget.box, other];
    // The joint is the one after as many others as the first text has of itself.
    const pieces = text.split(JOINT);
    const before = first.value.split(JOINT).length;
    first.value = pieces.slice(0, before).join(JOINT);
    last.value = pieces.slice(before).join(JOINT);
  }

  Object.assign(own.answer, { second, joined, parted });
})();
