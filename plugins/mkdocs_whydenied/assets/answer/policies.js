// The policies of the paste: what kind each is, its text with the findings on their lines, and the edits that mend it.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { part, button, prose, spoken } = own.answer;

  const TYPES = ["identity", "resource", "trust", "scp", "rcp", "boundary", "session", "vpc-endpoint"];
  /** The gravest first. @type {Record<string, string>} */
  const SIGNS = { error: "✕", security: "◆", warning: "▲", suggestion: "●" };
  const SEVERITIES = Object.keys(SIGNS);
  /** Of a policy with more lines, those around its findings are shown: this many on each side, and no more than so many in all. */
  const WHOLE = 200;
  const AROUND = 3;
  const MOST_LINES = 400;
  /** Of longer lines, what lies between the findings is cut. */
  const LONG_LINE = 2_000;
  const KEPT = 160;
  /** What stands before or after a policy on its line is shown up to this length. */
  const BESIDE = 80;
  const MOST_FINDINGS = 100;
  const MOST_POLICIES = 40;
  /** Of a change that puts in more lines, so many are shown. */
  const MOST_CHANGED = 12;
  /** So many policies are open from the start. */
  const OPEN = 3;

  /** @typedef {{ number: number, start: number, end: number }} Line */

  /** @param {WhydeniedView} view */
  function policies(view) {
    const { report, widget } = view;
    const shown = report.policies
      .slice(0, MOST_POLICIES)
      .map((/** @type {any} */ policy, /** @type {number} */ number) => block(view, policy, number));
    view.reveal = (number, line) => shown[number]?.reveal(line);
    const rest = report.policies.length - shown.length;
    const undo = button("whydenied-small", say("undo"), () => {
      const text = widget.earlier.pop();
      if (text === undefined) return;
      widget.text = text;
      widget.again("undo", "apply-all-0");
    });
    undo.dataset.key = "undo";
    return part(
      "policies",
      ...(widget.earlier.length ? [make("p", "whydenied-undo", say("changed"), " ", undo)] : []),
      ...shown.map((/** @type {any} */ each) => each.element),
      ...(rest > 0 ? [make("p", "whydenied-note", say("more-policies", { count: rest }))] : []),
    );
  }

  /** One policy, drawn when it is first opened. @param {WhydeniedView} view @param {any} policy @param {number} number */
  function block(view, policy, number) {
    const several = view.report.policies.length > 1 ? `${number + 1}. ` : "";
    const name = policy.type ? say(`layer.${policy.type}`) : say("unreadable");
    const title = make(
      "summary",
      "",
      make("span", "whydenied-policy-name", `${several}${name}`),
      " ",
      ...(view.denial || several ? [counts(policy.findings)] : []),
    ); // of a policy alone the answer begins with them
    const element = /** @type {HTMLDetailsElement} */ (make("details", "whydenied-policy", title));
    /** @type {Map<number, HTMLElement> | null} */
    let lines = null;
    const fill = () => {
      if (lines) return lines;
      lines = new Map();
      element.append(
        head(view, policy, number),
        code(view, policy, number, lines),
        findings(view, policy, number),
      );
      return lines;
    };
    element.addEventListener("toggle", () => element.open && fill());
    element.open = number < OPEN;
    if (element.open) fill();
    /** @param {number | null} line */
    const reveal = (line) => {
      element.open = true;
      const target = fill().get(line ?? -1) ?? title;
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    };
    return { element, reveal };
  }

  /** How many findings of which severity, in words. @param {any[]} findings */
  function counts(findings) {
    const found = SEVERITIES.map((severity) => ({
      severity,
      count: findings.filter((each) => each.severity === severity).length,
    })).filter(({ count }) => count);
    if (!found.length) return make("span", "whydenied-count", `✓ ${say("no-findings")}`);
    return make(
      "span",
      "whydenied-counts",
      ...found.map(({ severity, count }) =>
        make(
          "span",
          `whydenied-count whydenied-${severity}`,
          `${SIGNS[severity]} ${say(`count.${severity}`, { count })}`,
        ),
      ),
    );
  }

  /** The type with its reason, and the buttons. @param {WhydeniedView} view @param {any} policy @param {number} number */
  function head(view, policy, number) {
    const { widget } = view;
    const told = !view.denial && number === 0; // the answer's first sentence says why
    const because = () =>
      spoken(make("p", "whydenied-note", `${policy.why[0].toUpperCase()}${policy.why.slice(1)}.`));
    const reason = widget.said.types[number]
      ? [make("p", "whydenied-note", say("said"))]
      : told
        ? []
        : [because()];
    const edits = policy.findings
      .filter((/** @type {any} */ finding) => finding.edit)
      .map((/** @type {any} */ finding) => finding.edit);
    const all = button("whydenied-small", say("apply-all", { count: edits.length }), () =>
      apply(view, edits, "undo"),
    );
    all.dataset.key = `apply-all-${number}`;
    const type = policy.type ? [typeChoice(view, policy, number)] : [];
    return make("div", "whydenied-head", ...type, ...reason, ...(edits.length > 1 ? [all] : []));
  }

  /** @param {WhydeniedView} view @param {any} policy @param {number} number */
  function typeChoice({ widget, report }, policy, number) {
    const select = /** @type {HTMLSelectElement} */ (make("select", "whydenied-type"));
    const said = widget.said.types[number];
    const options = said ? ["", ...TYPES] : TYPES;
    for (const type of options)
      select.append(new Option(say(type ? `layer.${type}` : "find-out"), type, false, type === policy.type));
    select.dataset.key = `type-${number}`;
    select.addEventListener("change", () => {
      const types = report.policies.map((/** @type {any} */ _, /** @type {number} */ at) =>
        at === number ? select.value || null : (widget.said.types[at] ?? null),
      );
      widget.said = { ...widget.said, types };
      widget.again(`type-${number}`);
    });
    return make("label", "", make("span", "", say("type")), select);
  }

  /**
   * Puts edits into the box and checks again. Of edits that overlap the first is done; the next check offers the others anew.
   * @param {WhydeniedView} view @param {{ span: number[], replacement: string }[]} edits @param {...string} focus
   */
  function apply({ widget, text, at }, edits, ...focus) {
    if (widget.text !== text) return widget.again(...focus); // typed since: the places are no longer true
    const parts = [];
    let done = 0;
    for (const { span, replacement } of edits.toSorted(
      (a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1],
    )) {
      const [start, end] = span.map(at);
      if (start < done) continue;
      parts.push(text.slice(done, start), replacement);
      done = end;
    }
    widget.earlier.push(text);
    widget.text = parts.join("") + text.slice(done);
    widget.again(...focus);
  }

  /** The lines that a policy stands on. @param {WhydeniedView} view @param {any} policy @returns {Line[]} */
  function linesOf({ shown, at }, policy) {
    let [start, end] = policy.span ? policy.span.map(at) : [0, shown.length];
    const first = shown.lastIndexOf("\n", start - 1) + 1;
    if (start - first <= BESIDE) start = first;
    const last = shown.indexOf("\n", end);
    const rest = (last < 0 ? shown.length : last) - end;
    if (rest <= BESIDE) end += rest;
    let number = shown.slice(0, start).split("\n").length;
    /** @type {Line[]} */
    const lines = [];
    for (const line of shown.slice(start, end).split("\n")) {
      lines.push({ number: number++, start, end: start + line.length });
      start += line.length + 1;
    }
    return lines;
  }

  /** The text of a policy with line numbers, findings marked. @param {WhydeniedView} view @param {any} policy @param {number} number @param {Map<number, HTMLElement>} made */
  function code(view, policy, number, made) {
    const all = linesOf(view, policy);
    /** @type {Map<number, any[]>} */
    const byLine = new Map();
    for (const [at, finding] of policy.findings.entries())
      byLine.set(finding.line, [
        ...(byLine.get(finding.line) ?? []),
        { ...finding, slot: `finding-${number}-${at}` },
      ]);
    const { verdict } = view.report;
    const important = new Set(byLine.keys());
    if (verdict?.policy === number && verdict.statement !== null)
      important.add(view.lineOf(number, verdict.statement) ?? 0);
    const near = (/** @type {Line} */ line) => {
      for (let step = -AROUND; step <= AROUND; step++) if (important.has(line.number + step)) return true;
      return false;
    };
    let kept = all;
    if (all.length > WHOLE) kept = all.filter(near).slice(0, MOST_LINES);
    if (!kept.length) kept = all.slice(0, 2 * AROUND);
    const shown = make("pre", "whydenied-code");
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", say("policy-text"));
    shown.style.setProperty("--wd-digits", String(String(view.boxLine(all[all.length - 1].number)).length));
    let next = all[0].number;
    for (const line of kept) {
      if (line.number > next) shown.append(gap(view.boxLine(next), view.boxLine(line.number - 1)));
      next = line.number + 1;
      const element = drawn(view, line, byLine.get(line.number) ?? []);
      made.set(line.number, element);
      shown.append(element);
    }
    const end = /** @type {Line} */ (all.at(-1)).number;
    if (next <= end) shown.append(gap(view.boxLine(next), view.boxLine(end)));
    return shown;
  }

  /** @param {number} from @param {number} to */
  const gap = (from, to) =>
    make("span", "whydenied-gap", from === to ? say("gap-one", { from }) : say("gap", { from, to }));

  /** @param {WhydeniedView} view @param {Line} line @param {any[]} findings */
  function drawn({ shown, at, boxLine }, line, findings) {
    const element = make("span", "whydenied-line");
    element.tabIndex = -1;
    element.dataset.line = String(boxLine(line.number));
    if (findings.length) {
      const gravest = worst(findings);
      element.classList.add(`whydenied-${gravest}`);
      element.dataset.sign = SIGNS[gravest];
    }
    const marks = findings
      .filter((each) => each.span && at(each.span[1]) <= line.end)
      .map((each) => ({ ...each, start: Math.max(line.start, at(each.span[0])), end: at(each.span[1]) }));
    const edges = [
      ...new Set([line.start, line.end, ...marks.flatMap(({ start, end }) => [start, end])]),
    ].sort((a, b) => a - b);
    const cut = line.end - line.start > LONG_LINE;
    for (let step = 0; step + 1 < edges.length; step++) {
      const [from, to] = [edges[step], edges[step + 1]];
      const here = marks.filter(({ start, end }) => start <= from && to <= end);
      const piece = shown.slice(from, to);
      element.append(
        here.length
          ? marked(piece, here)
          : cut && piece.length > 2 * KEPT
            ? `${piece.slice(0, KEPT)} … ${piece.slice(-KEPT)}`
            : piece,
      );
    }
    element.append("\n");
    return element;
  }

  /** @param {string} piece @param {any[]} findings */
  function marked(piece, findings) {
    const mark = make("mark", `whydenied-found whydenied-${worst(findings)}`, piece);
    mark.dataset.slot = findings.map(({ slot }) => slot).join(" ");
    mark.title = findings.map(({ code }) => code).join(", ");
    return mark;
  }

  /** @param {any[]} findings */
  const worst = (findings) =>
    SEVERITIES.find((severity) => findings.some((each) => each.severity === severity)) ?? "suggestion";

  /** The findings in words, with what to do. @param {WhydeniedView} view @param {any} policy @param {number} number */
  function findings(view, policy, number) {
    const items = policy.findings
      .slice(0, MOST_FINDINGS)
      .map((/** @type {any} */ finding, /** @type {number} */ at) => {
        const { severity, code, line, message, suggestion, edit } = finding;
        const head = make(
          "p",
          "whydenied-finding-head",
          make(
            "span",
            `whydenied-count whydenied-${severity}`,
            `${SIGNS[severity]} ${say(`severity.${severity}`)}`,
          ),
          " ",
          make("code", "", code),
        );
        if (line !== null)
          head.append(
            " ",
            button("whydenied-go", say("line", { line: view.boxLine(line) }), () =>
              view.reveal(number, line),
            ),
          );
        const item = make(
          "li",
          `whydenied-finding whydenied-${severity}`,
          head,
          spoken(make("p", "", ...prose(message))),
        );
        if (suggestion && !edit)
          item.append(
            make(
              "p",
              "",
              ...(suggestion.endsWith(".")
                ? [spoken(make("span", "", ...prose(suggestion)))]
                : [say("suggestion"), " ", make("code", "", suggestion)]),
            ),
          );
        if (edit) {
          item.append(change(view, edit));
          const key = `apply-${number}-${at}`;
          const does = button("whydenied-small", say("apply"), () => apply(view, [edit], key, "undo"));
          does.dataset.key = key;
          does.setAttribute(
            "aria-label",
            say("apply-this", { code, line: line === null ? "" : view.boxLine(line) }),
          );
          item.append(does);
        }
        item.dataset.slot = `finding-${number}-${at}`;
        return item;
      });
    const rest = policy.findings.length - items.length;
    return make(
      "div",
      "",
      make("ol", "whydenied-findings", ...items),
      ...(rest > 0 ? [make("p", "whydenied-note", say("more-findings", { count: rest }))] : []),
    );
  }

  /** What an edit does: the lines that it touches, before and after. @param {WhydeniedView} view @param {{ span: number[], replacement: string }} edit */
  function change({ shown, at }, { span, replacement }) {
    const [start, end] = span.map(at);
    const from = shown.lastIndexOf("\n", start - 1) + 1;
    const to = shown.indexOf("\n", end) < 0 ? shown.length : shown.indexOf("\n", end);
    const [head, tail] = [shown.slice(from, start), shown.slice(end, to)];
    const element = make("pre", "whydenied-change");
    element.append(
      ...side("del", head, shown.slice(start, end), tail),
      ...side("ins", head, replacement, tail),
    );
    return element;
  }

  /** One side of a change; of long lines what is beside the change is cut, and so are its own lines when there are many. @param {"del" | "ins"} tag @param {string} head @param {string} changed @param {string} tail */
  function side(tag, head, changed, tail) {
    const before = head.length > BESIDE ? `… ${head.slice(-BESIDE / 2)}` : head.trimStart();
    const after = tail.length > BESIDE ? `${tail.slice(0, BESIDE / 2)} …` : tail;
    if (!`${before}${changed}${after}`.trim()) return [];
    const lines = changed.split("\n");
    const kept = lines.length > MOST_CHANGED ? [...lines.slice(0, MOST_CHANGED), "…"] : lines;
    return kept.map((line, at) => {
      const words = at ? [] : [make("span", "whydenied-hidden", `${say(tag)}: `), before];
      return make(
        tag,
        "",
        ...words,
        ...(line ? [make("b", "", line)] : []),
        at === kept.length - 1 ? after : "",
        "\n",
      );
    });
  }

  Object.assign(own.answer, { policies, counts });
})();
