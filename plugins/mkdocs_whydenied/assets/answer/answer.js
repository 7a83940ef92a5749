// Draws an answer: first what it comes to, then the paste, the policies, what to change, and the way of the decision.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const { utf16, blotted, part, list, marked, values, choice, verdict, path, policies, fixes } = own.answer;

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
    const first = make("p", "whydenied-summary", report.summary || report.looked_for || say("nothing"));
    first.tabIndex = -1;
    const [best, ...others] = report.sections;
    const answering = report.sections.find((/** @type {any} */ section) => section.id === denial?.section) ?? best;
    const link = answering ? sectionLink(answering) : null;
    const parts = [first];
    if (report.verdict) parts.push(verdict(view));
    if (link) parts.push(link);
    if (others.length) parts.push(also(others.slice(0, 2)));
    if (report.denials.length > 1) parts.push(choice(view));
    const detail = make("div", "whydenied-detail");
    if (denial || report.secrets.length) detail.append(marked(view));
    if (denial) detail.append(values(denial));
    if (denial?.why.length) detail.append(part("why", list("ul", "", denial.why)));
    if (report.advice.length) detail.append(part("advice", list("ol", "", report.advice)));
    if (report.policies.length) detail.append(policies(view));
    if (report.fixes.length && chosen === 0) detail.append(fixes(view)); // they are for the first refusal
    if (report.verdict?.path.length) detail.append(path(view));
    light(detail);
    return { parts: [...parts, detail], link };
  };

  /** Links to the next best sections. @param {any[]} sections */
  function also(sections) {
    return make("p", "whydenied-also", `${say("also")}: `, ...sections.flatMap((section, at) => [at ? ", " : "", sectionLink(section, "", "")]));
  }

  /** Hovering or focusing a value lights up its mark in the paste, and the other way round. @param {HTMLElement} detail */
  function light(detail) {
    for (const [type, on] of /** @type {[string, boolean][]} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
      detail.addEventListener(type, (event) => {
        const slots = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-slot]"))?.dataset.slot;
        for (const slot of slots?.split(" ") ?? [])
          for (const element of detail.querySelectorAll(`[data-slot~="${slot}"]`)) element.classList.toggle("whydenied-lit", on);
      });
    }
  }
})();
