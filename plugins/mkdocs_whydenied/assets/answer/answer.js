// Draws an answer: one sentence, the fixes, the request to the administrator, the section that answers; then
// folded the marked paste with its values, how AWS decided, how to check, the policies.

/** @import { Denial, Lead, Verdict } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const {
    utf16,
    blotted,
    part,
    fold,
    list,
    button,
    light,
    read,
    phrases,
    choice,
    verdict,
    path,
    policies,
    counts,
    fixes,
    result,
    next,
    nearest,
    policiesHelp,
    changed,
    english,
    trial,
    share,
  } = own.answer;

  /**
   * What the parts of one answer share.
   * @param {WhydeniedWidget} widget @param {WhydeniedReport} report @param {string} text
   * @returns {WhydeniedView}
   */
  function viewOf(widget, report, text) {
    const denial = report.denials[report.chosen];
    const spans = [
      ...report.secrets.map((secret) => secret.span),
      ...Object.values(denial?.spans ?? {}),
      ...report.policies.flatMap((policy) => [
        policy.span,
        ...policy.statements,
        ...policy.findings.flatMap((finding) => [finding.span, finding.edit?.span]),
      ]),
      ...[...report.fixes, report.together].flatMap((fix) => [fix?.edit?.span]),
    ];
    const at = utf16(
      text,
      spans.flatMap((span) => span ?? []),
    );
    const shown = blotted(
      text,
      report.secrets.map(({ span }) => span.map(at)),
    );
    /** @param {number} policy @param {number} statement */
    const lineOf = (policy, statement) => {
      const span = report.policies[policy]?.statements[statement];
      return span ? text.slice(0, at(span[0])).split("\n").length : null;
    };
    const parting = own.answer.seam(widget, text);
    const above = parting ? text.slice(0, parting[1]).split("\n").length - 1 : 0;
    const boxLine = (/** @type {number} */ line) => (line > above ? line - above : line);
    return { widget, report, text, denial, at, shown, seam: parting, boxLine, lineOf, reveal: () => {} };
  }

  own.drawn = (widget, report, text) => {
    const view = viewOf(widget, report, text);
    const { denial } = view;
    const [sentence, further] = result(view);
    const first = english(make("p", "whydenied-summary", ...phrases(sentence, denial)));
    first.tabIndex = -1;
    first.dataset.key = "answer";
    const current = report.verdict && report.verdict.denial === report.chosen ? report.verdict : null;
    const answering = answeringOf(view);
    const link = answering ? sectionLink(answering) : null;
    /** @type {HTMLElement[]} */
    const parts = [first];
    const several = report.denials.length > 1 ? choice(view) : null;
    if (several) parts.push(one(view, several));
    if (further) parts.push(english(make("p", "whydenied-further", further)));
    if (report.secrets.length) parts.push(leaked(view));
    if (current) parts.push(verdict(view, current));
    else if (report.verdict)
      parts.push(make("p", "whydenied-note", say("verdict-of", { number: report.verdict.denial + 1 })));
    parts.push(...changed(view, "fix", "apply-fix"));
    if (alone(view) && report.policies.some(({ findings }) => findings.length))
      parts.push(make("p", "", counts(report.policies.flatMap((policy) => policy.findings))));
    if (report.fixes.length) parts.push(make("div", "whydenied-detail", fixes(view)));
    else if (denial?.advice.length)
      parts.push(part("fixes", english(list("ol", "whydenied-advice", denial.advice))));
    parts.push(...next(view));
    const section = answering && own.answer.here(view, answering);
    if (section) parts.push(way(widget, section, report.sections, answering));
    if (several) parts.push(several);
    const detail = make("div", "whydenied-detail", ...folds(view, current));
    if (report.policies.length) detail.append(policies(view), trial(view));
    if (!report.fixes.length && (denial || report.policies.length)) detail.append(share(view));
    const below = make("div", "");
    // The second box comes before the last part: after the findings of policies alone, else after the fix.
    if (alone(view)) parts.push(detail);
    else below.append(...(section ? [section] : []), detail);
    level(widget, [...parts, below]);
    light(first, detail);
    return { parts: [...parts, below], link };
  };

  /** Whether there are policies and no denial. @param {WhydeniedView} view */
  const alone = ({ denial, report }) => !denial && report.policies.length > 0;

  /**
   * The section that answers: policies alone are answered by their findings, and what says nothing by none.
   * @param {WhydeniedView} view
   */
  function answeringOf(view) {
    const { sections } = view.report;
    if (alone(view) || nearest(view).length) return null;
    return sections.find((section) => section.id === view.denial?.section) ?? sections[0] ?? null;
  }

  /**
   * Which of several denials the answer is about, and the way to the others, which are listed further down.
   * @param {WhydeniedView} view @param {HTMLElement} list
   */
  function one({ report }, list) {
    const words = say("one-of", { number: report.chosen + 1, count: report.denials.length });
    const others = button("whydenied-go", say("others"), () => {
      const chosen = /** @type {HTMLElement} */ (list.querySelector("[aria-pressed=true]"));
      chosen.scrollIntoView({ block: "center" });
      chosen.focus({ preventScroll: true });
    });
    return make("p", "whydenied-note whydenied-one", words, " ", others);
  }

  /** Jumps to the section while the focus is in the answer, and not in a field. */
  const KEY = "j";

  /**
   * The step to the section below, and links to the next best ones.
   * @param {WhydeniedWidget} widget @param {HTMLElement} section @param {Lead[]} sections
   * @param {Lead} answering
   */
  function way(widget, section, sections, answering) {
    const step = () => {
      const title = /** @type {HTMLElement} */ (section.querySelector("h3"));
      title.focus({ preventScroll: true });
      title.scrollIntoView();
    };
    const key = make("span", "whydenied-key", KEY.toUpperCase()); // no `kbd`, which themes paint
    const jump = button("whydenied-open", `${say("open")} `, step);
    key.setAttribute("aria-hidden", "true");
    jump.append(key);
    jump.setAttribute("aria-keyshortcuts", KEY);
    jump.title = answering.title;
    widget.answer.onkeydown = (event) => {
      const typing = /** @type {Element} */ (event.target).closest("input, textarea, select");
      if (event.key.toLowerCase() !== KEY || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      if (section.isConnected) step();
    };
    const others = sections.filter((each) => each !== answering).slice(0, 2);
    return make("p", "whydenied-on", jump, ...also(others));
  }

  /**
   * What is folded: the marked paste, how AWS decided, how to check.
   * @param {WhydeniedView} view @param {Verdict | null} current
   */
  function folds(view, current) {
    const { widget, denial, report } = view;
    const parts = [];
    if (denial || report.secrets.length) parts.push(fold(widget, "read", say("paste"), read(view)));
    if (!denial) return parts;
    const layers = path(current?.path.length ? current.path : denial.path);
    const why = denial.why.length ? [english(list("ul", "whydenied-why", denial.why))] : [];
    if (layers.length || why.length) parts.push(fold(widget, "path", say("path"), ...why, ...layers));
    if (!report.fixes.length && !denial.advice.length) return parts; // nothing is to be changed yet
    const cautions = report.fixes[0]?.cautions.slice(2) ?? [];
    const further = cautions.length ? [english(list("ul", "whydenied-cautions", cautions))] : [];
    parts.push(fold(widget, "check-it", say("check-it"), list("ul", "", checks(report, denial)), ...further));
    return parts;
  }

  /** Links to the next best sections. @param {Lead[]} sections */
  function also(sections) {
    if (!sections.length) return [];
    return [
      make(
        "span",
        "whydenied-also",
        `${say("also")}: `,
        ...sections.flatMap((section, at) => [at ? ", " : "", sectionLink(section)]),
      ),
    ];
  }

  /** The warning about secrets in the paste, and the way to be rid of them. @param {WhydeniedView} view */
  function leaked({ widget, report, text, shown }) {
    const section = report.sections.find(({ id }) => id.endsWith("access-keys"));
    const sentence = make(
      "p",
      "",
      english(make("span", "", report.advice.at(-1) ?? "")),
      ...(section ? [" ", sectionLink(section)] : []),
    );
    const out = button("whydenied-small", say("secrets.out"), () => {
      if (widget.text !== text) return widget.again();
      widget.earlier = []; // an undo would bring them back
      widget.text = shown;
      widget.again();
    });
    return make("div", "whydenied-leaked", sentence, out);
  }

  /** How to check that the fix works. @param {WhydeniedReport} report @param {Denial} denial */
  function checks(report, denial) {
    const principal = denial.principal ?? "";
    const who = /^arn:[^:]*:(iam|sts):/.test(principal) ? [say("check-who", { principal })] : [];
    const call = denial.operation ?? denial.action?.split(":")[1];
    if (!policiesHelp(report)) return [...who, say("check-fixed")];
    return [...who, call ? say("check-call", { call }) : say("check-again-call"), say("check-next")];
  }

  /**
   * Sets the levels of the answer's headings below that of the last heading before the widget.
   * @param {WhydeniedWidget} widget @param {HTMLElement[]} parts
   */
  function level(widget, parts) {
    const before = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
      (heading) =>
        !heading.closest("why-denied") &&
        heading.compareDocumentPosition(widget) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const here = Number(before.at(-1)?.tagName[1] ?? 1) + 1;
    parts[0].setAttribute("role", "heading");
    parts[0].setAttribute("aria-level", String(Math.min(here, 6)));
    const headings = parts.flatMap((each) =>
      each.matches(".whydenied-part")
        ? [...each.querySelectorAll(":scope > h3")]
        : [...each.querySelectorAll(".whydenied-part > h3")],
    );
    for (const heading of headings) heading.setAttribute("aria-level", String(Math.min(here + 1, 6)));
  }

  // Open all folded parts while the page is printed.
  addEventListener("beforeprint", () => {
    for (const closed of /** @type {NodeListOf<HTMLDetailsElement>} */ (
      document.querySelectorAll(".whydenied-detail details:not([open])")
    )) {
      closed.dataset.opened = "print";
      closed.open = true;
      closed.dispatchEvent(new Event("toggle"));
    }
  });
  addEventListener("afterprint", () => {
    for (const opened of /** @type {NodeListOf<HTMLDetailsElement>} */ (
      document.querySelectorAll('[data-opened="print"]')
    )) {
      delete opened.dataset.opened;
      opened.open = false;
    }
  });
})();
