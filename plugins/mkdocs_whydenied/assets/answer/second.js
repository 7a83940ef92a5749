// A second box beside an error for the policy that should allow it, or beside a policy for the error; both
// are checked as one paste.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button, copyButton, english, unbroken } = own.answer;

  /**
   * Separates error and policy: the fence of a code block, so that the checker reads them apart.
   */
  const JOINT = "\n\n```\n";

  /** Which box would help: for a policy, for an error, or none. @param {WhydeniedReport} report */
  function missing(report) {
    if (report.denials.length && !report.policies.length)
      return own.answer.policiesHelp(report) ? "policy" : "";
    return report.policies.length && !report.denials.length ? "error" : "";
  }

  /** @type {WhydeniedAnswer["second"]} */
  function second(widget, report, kind = missing(report), words = "") {
    if (widget.more && (widget.second || widget.more.contains(document.activeElement))) return;
    widget.more?.remove();
    widget.more = kind ? made(widget, kind, report, words) : null;
  }

  /**
   * @param {WhydeniedWidget} widget @param {string} kind @param {WhydeniedReport} report
   * @param {string} words
   */
  function made(widget, kind, report, words) {
    // The answer is above: who has pasted or asked is brought to it, who types is not.
    const ask = () => widget.again("answer");
    const box = make("textarea", "whydenied-box");
    box.rows = 5;
    box.spellcheck = false;
    box.autocomplete = "off"; // else the browser keeps the text in its session files
    box.setAttribute("autocapitalize", "off");
    box.placeholder = say(`second.${kind}.placeholder`);
    box.value = words;
    box.addEventListener("input", () => widget.typed());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      ask();
    });
    box.addEventListener("paste", () => setTimeout(ask));
    const check = button("whydenied-small", say("second.check"), ask);
    const label = make("label", "whydenied-label", make("span", "", say(`second.${kind}.label`)), box);
    const element = /** @type {HTMLDetailsElement} */ (
      make(
        "details",
        "whydenied-more",
        make("summary", "", say(`second.${kind}.offer`)),
        ...fetching(widget, kind, report),
        label,
        check,
      )
    );
    element.dataset.kind = kind;
    element.open = Boolean(words);
    return element;
  }

  /**
   * Which policy to fetch, and how.
   * @param {WhydeniedWidget} widget @param {string} kind @param {WhydeniedReport} report
   */
  function fetching(widget, kind, report) {
    const wanted = kind === "policy" ? report.policy_to_fetch : null;
    if (!wanted) return [make("p", "", say(`second.${kind}.what`))];
    const rows = wanted.commands.map((/** @type {string} */ command) => {
      const shown = make("code", "", ...unbroken(command));
      return make(
        "li",
        "whydenied-command",
        shown,
        copyButton(widget, () => shown, command),
      );
    });
    return [
      english(make("p", "", wanted.what)),
      ...(rows.length ? [make("ol", "whydenied-commands", ...rows)] : []),
    ];
  }

  /** @type {WhydeniedAnswer["joined"]} */
  function joined(widget) {
    const { second } = widget;
    if (!second.trim()) return widget.box.value;
    return widget.more?.dataset.kind === "error"
      ? second + JOINT + widget.box.value
      : widget.box.value + JOINT + second;
  }

  /**
   * Both boxes in the order of the joined text, or null when the second is empty.
   * @param {WhydeniedWidget} widget
   */
  function boxes(widget) {
    const other = /** @type {HTMLTextAreaElement | null | undefined} */ (
      widget.more?.querySelector("textarea")
    );
    if (!other?.value.trim()) return null;
    return widget.more?.dataset.kind === "error" ? [other, widget.box] : [widget.box, other];
  }

  /** @type {WhydeniedAnswer["seam"]} */
  function seam(widget, text) {
    const [first] = boxes(widget) ?? [];
    if (!first) return null;
    // The first text can contain the joint, too: skip as many as it has.
    const pieces = text.split(JOINT);
    const end = pieces.slice(0, first.value.split(JOINT).length).join(JOINT).length;
    return end < text.length ? [end, end + JOINT.length] : null;
  }

  /** @type {WhydeniedAnswer["parted"]} */
  function parted(widget, text) {
    const [first, last] = boxes(widget) ?? [];
    const parting = seam(widget, text);
    if (!first || !last || !parting) return void (widget.box.value = text);
    first.value = text.slice(0, parting[0]);
    last.value = text.slice(parting[1]);
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ second, joined, seam, parted }));
})();
