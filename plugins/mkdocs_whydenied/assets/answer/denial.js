// What was refused: the paste with its values marked, the values as a list, the choice among several refusals.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button } = own.answer;

  const SLOTS = ["principal", "action", "resource", "effect", "policy_type", "policy_arn", "error_code", "operation", "client", "request_id"];
  /** Slots that are shown as "not stated" when the message leaves them out. */
  const ALWAYS = new Set(["principal", "action", "resource", "policy_type"]);
  /** Longer pastes are shown in parts: this many characters around each value. */
  const WHOLE = 4_000;
  const AROUND = 240;

  /**
   * The regions of the paste to mark, in order and without overlap: secrets first of all, then the denial's values, then policies, shown below.
   * @param {WhydeniedView} view
   */
  function regions({ report, denial, at }) {
    const marks = [
      ...report.secrets.map((/** @type {any} */ secret) => ({ slot: "secret", span: secret.span })),
      ...SLOTS.filter((slot) => denial?.spans[slot]).map((slot) => ({ slot, span: denial.spans[slot] })),
      ...report.policies.map((/** @type {any} */ policy, /** @type {number} */ number) => ({ slot: "policy", span: policy.span, number })),
    ];
    /** @type {{ slot: string, start: number, end: number, number: number }[]} */
    const kept = [];
    for (const { slot, span, number } of marks.filter((mark) => mark.span)) {
      const [start, end] = span.map(at);
      if (!kept.some((other) => start < other.end && other.start < end)) kept.push({ slot, start, end, number });
    }
    return kept.sort((a, b) => a.start - b.start);
  }

  /** The paste as text with its regions marked. @param {WhydeniedView} view */
  function marked(view) {
    const { text } = view;
    const shown = make("pre", "whydenied-paste");
    shown.dir = "auto";
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", say("paste"));
    const cut = text.length > WHOLE;
    let done = 0;
    /** @param {number} from @param {number} to */
    const plain = (from, to) => {
      const between = text.slice(from, to);
      const first = from === 0;
      const last = to === text.length;
      if (!cut || between.length <= 2 * AROUND) return shown.append(between);
      shown.append(first ? "" : between.slice(0, AROUND), " … ", last ? "" : between.slice(-AROUND));
    };
    for (const { slot, start, end, number } of regions(view)) {
      plain(done, start);
      shown.append(slot === "policy" ? make("span", "whydenied-folded", say("folded", { number: number + 1 })) : mark(slot, text.slice(start, end)));
      done = end;
    }
    if (done || !cut) plain(done, text.length);
    else shown.append(text.slice(0, WHOLE), " …");
    return cut ? make("div", "", shown, make("p", "whydenied-note", say("cut"))) : shown;
  }

  /** @param {string} slot @param {string} value */
  function mark(slot, value) {
    const element = make("mark", `whydenied-mark whydenied-${slot}`, slot === "secret" ? `[${say("masked")}]` : value);
    element.dataset.slot = slot;
    if (slot !== "secret") element.title = say(`slot.${slot}`);
    return element;
  }

  /** The values of a denial as a list; what the message leaves out is said to be unknown. @param {any} denial */
  function values(denial) {
    const list = make("dl", "whydenied-values");
    for (const slot of SLOTS) {
      const value = denial[slot];
      if (!value && !ALWAYS.has(slot)) continue;
      const term = make("dt", "", say(`slot.${slot}`));
      const shown = make("dd", "", value ? make("code", `whydenied-value whydenied-${slot}`, value) : make("em", "", say("unknown")));
      term.dataset.slot = shown.dataset.slot = slot;
      shown.dir = "auto";
      list.append(make("div", "", term, shown));
    }
    return list;
  }

  /** The choice among several denials. @param {WhydeniedView} view */
  function choice({ widget, report, text, denial }) {
    const buttons = report.denials.map((/** @type {any} */ each, /** @type {number} */ number) => {
      const name = [each.action ?? each.operation ?? each.error_code ?? say("unknown"), each.resource].filter(Boolean).join(" · ");
      const times = each.count > 1 ? ` (${say("times", each)})` : "";
      const element = button("whydenied-choice", `${number + 1}. ${name}${times}`, () => {
        widget.draw(report, text, number);
        /** @type {HTMLElement | undefined} */ (widget.querySelectorAll(".whydenied-choice")[number])?.focus();
      });
      element.setAttribute("aria-pressed", String(each === denial));
      return element;
    });
    return make("div", "whydenied-list", make("p", "whydenied-note", say("several", { count: buttons.length })), ...buttons);
  }

  Object.assign(own.answer, { marked, values, choice });
})();
