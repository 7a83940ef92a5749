// The text of a policy with line numbers, its findings marked.

/** @import { Finding, Policy } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { worst, SIGNS } = own.answer;

  /**
   * Of a policy with more lines, those around its findings are shown: so many on each side, and so many in
   * all.
   */
  const WHOLE = 200;
  const AROUND = 3;
  const MOST_LINES = 400;
  /** Of a longer line, text without a finding is cut to its two ends. */
  const LONG_LINE = 2_000;
  const KEPT = 160;
  /** Characters of other text on a policy's first and last line up to which the whole line is shown. */
  const BESIDE = 80;

  /** @typedef {{ number: number, start: number, end: number }} Line */
  /** A finding, and the slot that ties its mark to its words. @typedef {Finding & { slot: string }} Tied */

  /**
   * The lines that a policy is on.
   * @param {WhydeniedView} view @param {Policy} policy @returns {Line[]}
   */
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

  /**
   * The lines to show: all, or those around findings and the verdict's statement.
   * @param {Line[]} all @param {Set<number | null>} important
   */
  function keptOf(all, important) {
    const near = (/** @type {Line} */ line) => {
      for (let step = -AROUND; step <= AROUND; step++) if (important.has(line.number + step)) return true;
      return false;
    };
    const kept = all.length > WHOLE ? all.filter(near).slice(0, MOST_LINES) : all;
    return kept.length ? kept : all.slice(0, 2 * AROUND);
  }

  /** @type {WhydeniedAnswer["code"]} */
  function code(view, policy, number, made) {
    const all = linesOf(view, policy);
    /** @type {Map<number | null, Tied[]>} */
    const byLine = new Map();
    for (const [at, finding] of policy.findings.entries()) {
      const tied = { ...finding, slot: `finding-${number}-${at}` };
      byLine.set(finding.line, [...(byLine.get(finding.line) ?? []), tied]);
    }
    const { verdict } = view.report;
    const important = new Set(byLine.keys());
    if (verdict?.policy === number && verdict.statement !== null)
      important.add(view.lineOf(number, verdict.statement));
    const shown = make("pre", "whydenied-code");
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", say("policy-text"));
    const end = all[all.length - 1].number;
    shown.style.setProperty("--wd-digits", String(String(view.boxLine(end)).length));
    let next = all[0].number;
    for (const line of keptOf(all, important)) {
      if (line.number > next) shown.append(gap(view.boxLine(next), view.boxLine(line.number - 1)));
      next = line.number + 1;
      const element = drawn(view, line, byLine.get(line.number) ?? []);
      made.set(line.number, element);
      shown.append(element);
    }
    if (next <= end) shown.append(gap(view.boxLine(next), view.boxLine(end)));
    return shown;
  }

  /** @param {number} from @param {number} to */
  const gap = (from, to) =>
    make("span", "whydenied-gap", from === to ? say("gap-one", { from }) : say("gap", { from, to }));

  /** @param {WhydeniedView} view @param {Line} line @param {Tied[]} findings */
  function drawn({ shown, at, boxLine }, line, findings) {
    const element = make("span", "whydenied-line");
    element.tabIndex = -1;
    element.dataset.line = String(boxLine(line.number));
    if (findings.length) {
      const severity = worst(findings);
      element.classList.add(`whydenied-${severity}`);
      element.dataset.sign = SIGNS[severity];
    }
    const marks = findings.flatMap((each) => {
      const [start, end] = each.span?.map(at) ?? [0, Infinity];
      return end <= line.end ? [{ ...each, start: Math.max(line.start, start), end }] : [];
    });
    const places = [line.start, line.end, ...marks.flatMap(({ start, end }) => [start, end])];
    const edges = [...new Set(places)].sort((a, b) => a - b);
    const cut = line.end - line.start > LONG_LINE;
    for (let step = 0; step + 1 < edges.length; step++) {
      const [from, to] = [edges[step], edges[step + 1]];
      const here = marks.filter(({ start, end }) => start <= from && to <= end);
      const piece = shown.slice(from, to);
      if (here.length) element.append(marked(piece, here));
      else if (cut && piece.length > 2 * KEPT)
        element.append(`${piece.slice(0, KEPT)} … ${piece.slice(-KEPT)}`);
      else element.append(piece);
    }
    element.append("\n");
    return element;
  }

  /** @param {string} piece @param {Tied[]} findings */
  function marked(piece, findings) {
    const mark = make("mark", `whydenied-found whydenied-${worst(findings)}`, piece);
    mark.dataset.slot = findings.map(({ slot }) => slot).join(" ");
    mark.title = findings.map(({ code }) => code).join(", ");
    return mark;
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ code }));
})();
