// The policies of the paste: the kind of each and how it was recognized, its text, its findings, and all
// edits at once.

/** @import { Policy } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { part, button, english, counts, findings, apply, changed, code } = own.answer;

  /** @type {NonNullable<Policy["type"]>[]} */
  const TYPES = ["identity", "resource", "trust", "scp", "rcp", "boundary", "session", "vpc-endpoint"];
  const MOST_POLICIES = 40;
  /** Policies that are open from the start. */
  const OPEN = 3;

  /** The policies that the reader opened, by widget. @type {WeakMap<WhydeniedWidget, Set<number>>} */
  const opened = new WeakMap();
  /** @param {WhydeniedWidget} widget */
  function openOf(widget) {
    const numbers = opened.get(widget) ?? new Set();
    opened.set(widget, numbers);
    return numbers;
  }

  /** @param {WhydeniedView} view */
  function policies(view) {
    const { report } = view;
    const shown = report.policies
      .slice(0, MOST_POLICIES)
      .map((policy, number) => block(view, policy, number));
    view.reveal = (number, line) => shown[number]?.reveal(line);
    const rest = report.policies.length - shown.length;
    return part(
      "policies",
      ...changed(view, "policies", "apply-all-0"),
      ...shown.map(({ element }) => element),
      ...(rest > 0 ? [make("p", "whydenied-note", say("more-policies", { count: rest }))] : []),
    );
  }

  /**
   * One policy, drawn when it is first opened.
   * @param {WhydeniedView} view @param {Policy} policy @param {number} number
   */
  function block(view, policy, number) {
    const { widget } = view;
    const several = view.report.policies.length > 1 ? `${number + 1}. ` : "";
    const kind = policy.type ? say(`layer.${policy.type}`) : say("unreadable");
    const name = make("span", "whydenied-policy-name", `${several}${kind}`);
    // The answer to a single policy begins with the counts.
    const found = view.denial || several ? [counts(policy.findings)] : [];
    const owner = policy.owner ? [make("span", "whydenied-place", policy.owner.name), " "] : [];
    const title = make("summary", "", name, " ", ...owner, ...found);
    const element = make("details", "whydenied-policy", title);
    /** @type {Map<number, HTMLElement> | null} */
    let lines = null;
    const fill = () => {
      if (lines) return lines;
      lines = new Map();
      const text = code(view, policy, number, lines);
      element.append(head(view, policy, number), text, findings(view, policy, number));
      return lines;
    };
    element.addEventListener("toggle", () => element.open && fill());
    // Beside a denial they are folded, until the reader opens one.
    const seen = openOf(widget);
    element.open = view.denial ? seen.has(number) : number < OPEN;
    title.addEventListener("click", () => seen[element.open ? "delete" : "add"](number));
    if (element.open) fill();
    /** @param {number | null} line */
    const reveal = (line) => {
      element.open = true;
      seen.add(number);
      const target = fill().get(line ?? -1) ?? title;
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    };
    return { element, reveal };
  }

  /**
   * The type with its reason, and the button for all edits.
   * @param {WhydeniedView} view @param {Policy} policy @param {number} number
   */
  function head(view, policy, number) {
    const edits = policy.findings.flatMap(({ edit }) => edit ?? []);
    const all = button("whydenied-small", say("apply-all", { count: edits.length }), () =>
      apply(view, edits, "policies", "undo"),
    );
    all.dataset.key = `apply-all-${number}`;
    const type = policy.type ? [typeChoice(view, policy, number)] : [];
    const reason = why(view, policy, number);
    return make("div", "whydenied-head", ...type, ...reason, ...(edits.length > 1 ? [all] : []));
  }

  /** @param {WhydeniedView} view @param {Policy} policy @param {number} number */
  function why({ widget, report, denial }, policy, number) {
    if (widget.choices.types[number]) return [make("p", "whydenied-note", say("said"))];
    if (!denial && report.policies.length === 1) return []; // the answer's second sentence has the reason
    return [english(make("p", "whydenied-note", `${policy.why[0].toUpperCase()}${policy.why.slice(1)}.`))];
  }

  /** @param {WhydeniedView} view @param {Policy} policy @param {number} number */
  function typeChoice({ widget, report }, policy, number) {
    const select = make("select", "whydenied-type");
    if (widget.choices.types[number]) select.append(new Option(say("find-out"), ""));
    for (const type of TYPES)
      select.append(new Option(say(`layer.${type}`), type, false, type === policy.type));
    select.dataset.key = `type-${number}`;
    select.addEventListener("change", () => {
      const chosen = TYPES.find((type) => type === select.value) ?? null;
      const types = report.policies.map((_, at) =>
        at === number ? chosen : (widget.choices.types[at] ?? null),
      );
      widget.choices = { ...widget.choices, types };
      widget.again(`type-${number}`);
    });
    return make("label", "", make("span", "", say("type")), select);
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ policies }));
})();
