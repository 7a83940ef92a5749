// Draws an answer: the summary, what to do, the link to the section; then in detail the marked paste and its
// values, the reasons, the fixes, the policies, how to check.

/** @import { Denial, Lead, Verdict } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const {
    utf16,
    blotted,
    part,
    list,
    light,
    read,
    phrases,
    choice,
    verdict,
    path,
    policies,
    counts,
    fixes,
    english,
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
    const [sentence, further] = denial
      ? [denial.summary || report.summary, ""]
      : parted(report.summary || report.looked_for || say("nothing"));
    const first = english(make("p", "whydenied-summary", ...phrases(sentence, denial)));
    first.tabIndex = -1;
    const current = report.verdict && report.verdict.denial === report.chosen ? report.verdict : null;
    const answering = report.sections.find((section) => section.id === denial?.section) ?? report.sections[0];
    const link = answering ? sectionLink(answering) : null;
    /** @type {HTMLElement[]} */
    const parts = [first];
    if (further) parts.push(english(make("p", "whydenied-further", further)));
    if (report.secrets.length) parts.push(leaked(report));
    if (current) parts.push(verdict(view, current));
    else if (report.verdict)
      parts.push(make("p", "whydenied-note", say("verdict-of", { number: report.verdict.denial + 1 })));
    if (!denial && report.policies.length)
      parts.push(make("p", "", counts(report.policies.flatMap((policy) => policy.findings))));
    if (denial?.advice.length) parts.push(part("advice", english(list("ol", "", denial.advice))));
    if (link)
      parts.push(
        make(
          "p",
          "whydenied-on",
          link,
          ...also(report.sections.filter((section) => section !== answering).slice(0, 2)),
        ),
      );
    if (report.denials.length > 1) parts.push(choice(view));
    const detail = make("div", "whydenied-detail");
    if (denial || report.secrets.length) detail.append(read(view));
    if (denial) detail.append(reasons(denial, current));
    if (report.fixes.length) detail.append(fixes(view));
    if (report.policies.length) detail.append(policies(view));
    if (denial) detail.append(part("check-it", list("ul", "", checks(denial))));
    level(widget, parts, detail);
    light(first, detail);
    return { parts: [...parts, detail], link };
  };

  /**
   * The first sentence, and the rest.
   * @param {string} words
   * @returns {[string, string]}
   */
  function parted(words) {
    const end = words.indexOf(". ") + 1;
    return end ? [words.slice(0, end), words.slice(end + 1)] : [words, ""];
  }

  /** Links to the next best sections. @param {Lead[]} sections */
  function also(sections) {
    if (!sections.length) return [];
    return [
      make(
        "span",
        "whydenied-also",
        `${say("also")}: `,
        ...sections.flatMap((section, at) => [at ? ", " : "", sectionLink(section, "", "")]),
      ),
    ];
  }

  /**
   * The reasons, and beside them the path of the decision.
   * @param {Denial} denial @param {Verdict | null} current
   */
  function reasons(denial, current) {
    const layers = current?.path.length ? current.path : denial.path;
    const why = denial.why.length ? [part("why", english(list("ul", "", denial.why)))] : [];
    return make("div", "whydenied-reasons", ...why, ...(layers.length ? [path(layers)] : []));
  }

  /** The warning about secrets in the paste. @param {WhydeniedReport} report */
  function leaked(report) {
    const section = report.sections.find(({ id }) => id.endsWith("access-keys"));
    const sentence = make(
      "p",
      "",
      english(make("span", "", report.advice.at(-1) ?? "")),
      ...(section ? [" ", sectionLink(section, "", "")] : []),
    );
    return make("div", "whydenied-leaked", sentence);
  }

  /** How to check that the fix works. @param {Denial} denial */
  function checks(denial) {
    const principal = denial.principal ?? "";
    const who = /^arn:[^:]*:(iam|sts):/.test(principal) ? [say("check-who", { principal })] : [];
    const call = denial.operation ?? denial.action?.split(":")[1];
    return [...who, call ? say("check-call", { call }) : say("check-again-call"), say("check-next")];
  }

  /**
   * Sets the levels of the answer's headings below that of the last heading before the widget.
   * @param {WhydeniedWidget} widget @param {HTMLElement[]} parts @param {HTMLElement} detail
   */
  function level(widget, parts, detail) {
    const before = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
      (heading) =>
        !heading.closest("why-denied") &&
        heading.compareDocumentPosition(widget) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const here = Number(before.at(-1)?.tagName[1] ?? 1) + 1;
    parts[0].setAttribute("role", "heading");
    parts[0].setAttribute("aria-level", String(Math.min(here, 6)));
    for (const heading of [...parts, detail].flatMap((each) => [...each.querySelectorAll("h3")]))
      heading.setAttribute("aria-level", String(Math.min(here + 1, 6)));
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
