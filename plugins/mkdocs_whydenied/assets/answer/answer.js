// Draws an answer: first what it comes to, then the paste with its values, why, what to do and how to check, the policies, and what to change.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const { utf16, blotted, part, list, light, read, told, choice, verdict, path, policies, fixes } = own.answer;

  /** Everything about one answer that its parts need. @param {WhydeniedWidget} widget @param {WhydeniedReport} report @param {string} text @param {number} chosen @returns {WhydeniedView} */
  function viewOf(widget, report, text, chosen) {
    const spans = [
      ...report.secrets.map((/** @type {any} */ secret) => secret.span),
      ...Object.values(report.denials[chosen]?.spans ?? {}),
      ...report.policies.flatMap((/** @type {any} */ policy) => [
        policy.span,
        ...(policy.statements ?? []),
        ...policy.findings.flatMap((/** @type {any} */ finding) => [finding.span, finding.edit?.span]),
      ]),
    ];
    const at = utf16(text, spans.filter(Boolean).flat());
    const shown = blotted(text, report.secrets.map((/** @type {any} */ secret) => secret.span.map(at)));
    /** @param {number} policy @param {number} statement */
    const lineOf = (policy, statement) => {
      const span = report.policies[policy]?.statements?.[statement];
      return span ? text.slice(0, at(span[0])).split("\n").length : null;
    };
    return { widget, report, text, denial: report.denials[chosen], at, shown, lineOf, reveal: () => {} };
  }

  own.drawn = (widget, report, text, chosen) => {
    const view = viewOf(widget, report, text, chosen);
    const { denial } = view;
    const first = make("p", "whydenied-summary", ...told(denial?.summary || report.summary || report.looked_for || say("nothing"), denial));
    first.tabIndex = -1;
    const held = report.verdict && report.verdict.denial === chosen ? report.verdict : null;
    const answering = report.sections.find((/** @type {any} */ section) => section.id === denial?.section) ?? report.sections[0];
    const link = answering ? sectionLink(answering) : null;
    const parts = [first];
    if (report.secrets.length) parts.push(leaked(report));
    if (held) parts.push(verdict(view));
    else if (report.verdict) parts.push(make("p", "whydenied-note", say("verdict-of", { number: report.verdict.denial + 1 })));
    if (link) parts.push(make("p", "whydenied-on", link, ...also(report.sections.filter((/** @type {any} */ section) => section !== answering).slice(0, 2))));
    if (report.denials.length > 1) parts.push(choice(view));
    const detail = make("div", "whydenied-detail");
    if (denial || report.secrets.length) detail.append(read(view));
    if (denial) detail.append(reasons(denial, held));
    if (report.policies.length) detail.append(policies(view));
    if (report.fixes.length) detail.append(chosen === 0 ? fixes(view) : make("p", "whydenied-note", say("fixes-first")));
    if (denial) detail.append(part("check-it", list("ul", "", checks(denial))));
    level(widget, first, detail);
    light(first, detail);
    return { parts: [...parts, detail], link };
  };

  /** Links to the next best sections. @param {any[]} sections */
  function also(sections) {
    if (!sections.length) return [];
    return [make("span", "whydenied-also", `${say("also")}: `, ...sections.flatMap((section, at) => [at ? ", " : "", sectionLink(section, "", "")]))];
  }

  /** Why it was refused and what to do, and beside it the way of the decision. @param {any} denial @param {any} held */
  function reasons(denial, held) {
    const words = make("div", "");
    if (denial.why.length) words.append(part("why", list("ul", "", denial.why)));
    if (denial.advice.length) words.append(part("advice", list("ol", "", denial.advice)));
    const layers = held?.path.length ? held.path : denial.path;
    return make("div", "whydenied-reasons", ...(words.firstChild ? [words] : []), ...(layers.length ? [path(layers)] : []));
  }

  /** Who sees secrets in a paste has to be told first. @param {WhydeniedReport} report */
  function leaked(report) {
    const section = report.sections.find((/** @type {any} */ { id }) => id.endsWith("access-keys"));
    const sentence = make("p", "", report.advice.at(-1), ...(section ? [" ", sectionLink(section, "", "")] : []));
    return make("div", "whydenied-leaked", sentence);
  }

  /** What tells whether the change has helped. @param {any} denial */
  function checks(denial) {
    const who = /^arn:[^:]*:(iam|sts):/.test(denial.principal ?? "") ? [say("check-who", { principal: denial.principal })] : [];
    const call = denial.operation ?? denial.action?.split(":")[1];
    return [...who, call ? say("check-call", { call }) : say("check-again-call"), say("check-next")];
  }

  /** Headings go on from the one that the widget stands under. @param {WhydeniedWidget} widget @param {HTMLElement} first @param {HTMLElement} detail */
  function level(widget, first, detail) {
    const before = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
      (heading) => !heading.closest("why-denied") && heading.compareDocumentPosition(widget) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const here = Number(before.at(-1)?.tagName[1] ?? 1) + 1;
    first.setAttribute("role", "heading");
    first.setAttribute("aria-level", String(Math.min(here, 6)));
    for (const heading of detail.querySelectorAll("h3")) heading.setAttribute("aria-level", String(Math.min(here + 1, 6)));
  }

  // Paper has no buttons that open things: everything is open while the page is printed.
  addEventListener("beforeprint", () => {
    for (const closed of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".whydenied-detail details:not([open])"))) {
      closed.dataset.opened = "print";
      closed.open = true;
      closed.dispatchEvent(new Event("toggle"));
    }
  });
  addEventListener("afterprint", () => {
    for (const opened of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('[data-opened="print"]'))) {
      delete opened.dataset.opened;
      opened.open = false;
    }
  });
})();
