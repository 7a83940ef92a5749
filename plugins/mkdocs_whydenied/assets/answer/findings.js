// The findings of a policy: how many of which severity, each in words, and the edit that fixes it.

/** @import { Edit, Finding } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button, prose, english } = own.answer;

  /** The most severe first. @type {Finding["severity"][]} */
  const SEVERITIES = ["error", "security", "warning", "suggestion"];
  /** @type {WhydeniedAnswer["SIGNS"]} */
  const SIGNS = { error: "✕", security: "◆", warning: "▲", suggestion: "●" };
  const MOST_FINDINGS = 100;
  /** Characters beside a change on its line; where there are more, half as many are shown. */
  const BESIDE = 80;
  /** Lines of a change that are shown. */
  const MOST_CHANGED = 12;

  /** @type {WhydeniedAnswer["worst"]} */
  const worst = (findings) =>
    SEVERITIES.find((severity) => findings.some((each) => each.severity === severity)) ?? "suggestion";

  /** @type {WhydeniedAnswer["counts"]} */
  function counts(findings) {
    const found = SEVERITIES.flatMap((severity) => {
      const { length: count } = findings.filter((each) => each.severity === severity);
      const words = `${SIGNS[severity]} ${say(`count.${severity}`, { count })}`;
      return count ? [make("span", `whydenied-count whydenied-${severity}`, words)] : [];
    });
    if (!found.length) return make("span", "whydenied-count", `✓ ${say("no-findings")}`);
    return make("span", "whydenied-counts", ...found);
  }

  /**
   * Where the reader applied the last change, by widget: the way back is offered there.
   * @type {WeakMap<WhydeniedWidget, string>}
   */
  const places = new WeakMap();

  /** @type {WhydeniedAnswer["changed"]} */
  function changed({ widget }, place, ...focus) {
    if (!widget.earlier.length || places.get(widget) !== place) return [];
    const undo = button("whydenied-small", say("undo"), () => {
      const text = widget.earlier.pop();
      if (text === undefined) return;
      widget.text = text;
      widget.again("undo", ...focus);
    });
    undo.dataset.key = "undo";
    return [make("p", "whydenied-undo", say("changed"), " ", undo)];
  }

  /** @type {WhydeniedAnswer["apply"]} */
  function apply({ widget, text, at }, edits, place, ...focus) {
    places.set(widget, place);
    if (widget.text !== text) return widget.again(...focus); // typed since: the spans are no longer true
    const parts = [];
    let done = 0;
    const inOrder = edits.toSorted((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
    for (const { span, replacement } of inOrder) {
      const [start, end] = span.map(at);
      if (start < done) continue;
      parts.push(text.slice(done, start), replacement);
      done = end;
    }
    widget.earlier.push(text);
    widget.text = parts.join("") + text.slice(done);
    widget.again(...focus);
  }

  /** @type {WhydeniedAnswer["findings"]} */
  function findings(view, policy, number) {
    const shown = policy.findings.slice(0, MOST_FINDINGS);
    const items = shown.map((finding, at) => item(view, finding, number, `${number}-${at}`));
    const rest = policy.findings.length - items.length;
    const more = rest > 0 ? [make("p", "whydenied-note", say("more-findings", { count: rest }))] : [];
    return make("div", "", make("ol", "whydenied-findings", ...items), ...more);
  }

  /**
   * One finding in words, with its fix.
   * @param {WhydeniedView} view @param {Finding} finding @param {number} policy @param {string} key
   */
  function item(view, finding, policy, key) {
    const { severity, code, line, message, suggestion, edit } = finding;
    const sign = `${SIGNS[severity]} ${say(`severity.${severity}`)}`;
    const name = make("span", `whydenied-count whydenied-${severity}`, sign);
    const head = make("p", "whydenied-finding-head", name, " ", make("code", "", code));
    if (line !== null) {
      const words = say("line", { line: view.boxLine(line) });
      head.append(
        " ",
        button("whydenied-go", words, () => view.reveal(policy, line)),
      );
    }
    const sentence = english(make("p", "", ...prose(message)));
    const element = make("li", `whydenied-finding whydenied-${severity}`, head, sentence);
    element.dataset.slot = `finding-${key}`;
    if (edit) element.append(change(view, edit), applyButton(view, finding, edit, `apply-${key}`));
    else if (suggestion) element.append(advice(suggestion));
    return element;
  }

  /** What begins with a verb, after which words come: something to do, and nothing to write. */
  const TO_DO = /^[A-Z][a-z]+ (?!=)/;

  /** A sentence, or what to write instead. @param {string} suggestion */
  function advice(suggestion) {
    if (TO_DO.test(suggestion))
      return make("p", "", english(make("span", "", ...prose(`${suggestion.replace(/\.$/, "")}.`))));
    return make("p", "", say("suggestion"), " ", make("code", "", suggestion));
  }

  /** @param {WhydeniedView} view @param {Finding} finding @param {Edit} edit @param {string} key */
  function applyButton(view, { code, line }, edit, key) {
    const element = button("whydenied-small", say("apply"), () =>
      apply(view, [edit], "policies", key, "undo"),
    );
    element.dataset.key = key;
    const words = say("apply-this", { code, line: line === null ? "" : view.boxLine(line) });
    element.setAttribute("aria-label", words);
    return element;
  }

  /** @type {WhydeniedAnswer["change"]} */
  function change({ shown, at }, { span, replacement }) {
    const [start, end] = span.map(at);
    const from = shown.lastIndexOf("\n", start - 1) + 1;
    const to = shown.indexOf("\n", end) < 0 ? shown.length : shown.indexOf("\n", end);
    const [head, tail] = [shown.slice(from, start), shown.slice(end, to)];
    const old = shown.slice(start, end);
    const [last, next] = [old, replacement].map((each) => `${head}${each}${tail}`.split("\n"));
    const indents = [...last, ...next].filter((line) => line.trim()).map((line) => line.search(/\S/));
    const indent = head.length > BESIDE ? 0 : Math.min(...indents);
    // A last line that stays as it is, as after a line that is taken out, is no part of the change.
    const same = /\n\s*$/.test(old) && tail.trim() !== "" && last.at(-1) === next.at(-1);
    const before = side("del", head, old, tail, indent, same);
    const after = side("ins", head, replacement, tail, indent, same);
    return make("pre", "whydenied-change", ...before, ...after);
  }

  /**
   * One side of a change, without the indent that all its lines share. Cuts long text beside it, and its own
   * lines where there are many.
   * @param {"del" | "ins"} tag @param {string} head @param {string} changed @param {string} tail
   * @param {number} indent @param {boolean} same whether the last line is left out
   */
  function side(tag, head, changed, tail, indent, same) {
    const before = head.length > BESIDE ? `… ${head.slice(-BESIDE / 2)}` : head.slice(indent);
    const after = tail.length > BESIDE ? `${tail.slice(0, BESIDE / 2)} …` : tail;
    if (!`${before}${changed}${after}`.trim()) return [];
    const lines = changed.split("\n");
    if (same) lines.pop();
    const kept = lines.length > MOST_CHANGED ? [...lines.slice(0, MOST_CHANGED), "…"] : lines;
    return kept.map((whole, at) => {
      const line = whole.slice(at ? indent : Math.max(0, indent - head.length));
      const words = at ? [] : [make("span", "whydenied-hidden", `${say(tag)}: `), before];
      const ending = at === kept.length - 1 && !same ? after : "";
      return make(tag, "", ...words, ...(line ? [make("b", "", line)] : []), ending, "\n");
    });
  }

  Object.assign(
    own.answer,
    /** @satisfies {Partial<WhydeniedAnswer>} */ ({ counts, findings, apply, changed, change, worst, SIGNS }),
  );
})();
