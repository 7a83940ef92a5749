// The denial: the paste with its values marked, the values as a list tied to the marks, the choice among
// several denials.

/** @import { Denial } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button, broken } = own.answer;

  const SLOTS = /** @type {const} */ ([
    "principal",
    "action",
    "resource",
    "effect",
    "policy_type",
    "policy_arn",
    "error_code",
    "operation",
    "client",
    "request_id",
  ]);
  /**
   * The policy types of messages -> the names in the texts' keys, where the two differ.
   * @type {Partial<Record<string, string>>}
   */
  const KINDS = {
    "identity-based": "identity",
    "resource-based": "resource",
    "permissions-boundary": "boundary",
  };
  /** Of pastes longer than WHOLE characters, AROUND characters beside each value are shown. */
  const WHOLE = 4_000;
  const AROUND = 240;
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  /** Denials that can be chosen; the checker explains no more. */
  const MOST = 20;
  /** @typedef {{ slots: string[], start: number, end: number, tag: number, policy: number }} Region */

  /**
   * The regions of the paste to mark, in order and without overlap: secrets win over the denial's values,
   * these over policies, which are shown below. Values with overlapping spans share a region and its number.
   * @param {WhydeniedView} view @returns {Region[]}
   */
  function regions({ report, denial, at }) {
    const marks = [
      ...report.secrets.map(({ span }) => ({ slot: "secret", span, policy: -1, numbered: false })),
      ...SLOTS.filter((slot) => denial?.[slot]).map((slot) => ({
        slot,
        span: denial?.spans[slot],
        policy: -1,
        numbered: true,
      })),
      ...report.policies.map(({ span }, policy) => ({ slot: "policy", span, policy, numbered: false })),
    ];
    /** @type {Region[]} */
    const kept = [];
    let tag = 0;
    for (const { slot, span, policy, numbered } of marks) {
      if (!span) continue;
      const [start, end] = span.map(at);
      const there = kept.find((other) => start < other.end && other.start < end);
      if (!there) kept.push({ slots: [slot], start, end, tag: numbered ? ++tag : 0, policy });
      else if (there.tag) there.slots.push(slot);
    }
    return kept.sort((a, b) => a.start - b.start);
  }

  /** The paste with its regions marked, and the values of the denial. @param {WhydeniedView} view */
  function read(view) {
    const found = regions(view);
    const { text } = view;
    const ranges = view.seam
      ? [
          [0, view.seam[0]],
          [view.seam[1], text.length],
        ]
      : [[0, text.length]];
    // A box with a policy and nothing else is left out, as the policy is shown below.
    const all = ranges.map(([from, to]) => ({
      from,
      to,
      here: found.filter(({ start, end }) => from <= start && end <= to),
    }));
    const telling = all.filter(
      ({ from, to, here }) =>
        !(here.length === 1 && here[0].policy >= 0 && !beside(text, from, to, here[0]).trim()),
    );
    const texts = (telling.length ? telling : all).map((each) => marked(view, each.here, each.from, each.to));
    return make("div", "whydenied-read", ...texts, ...(view.denial ? [values(view.denial, found)] : []));
  }

  /**
   * The text around a region.
   * @param {string} text @param {number} from @param {number} to @param {Region} region
   */
  const beside = (text, from, to, { start, end }) => text.slice(from, start) + text.slice(end, to);

  /**
   * The text of one box, its regions marked.
   * @param {WhydeniedView} view @param {Region[]} found @param {number} begin @param {number} finish
   */
  function marked(view, found, begin, finish) {
    const { text } = view;
    const shown = make("pre", "whydenied-paste");
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", say("paste"));
    const cut = finish - begin > WHOLE;
    let done = begin;
    /** @param {number} from @param {number} to */
    const plain = (from, to) => {
      const between = text.slice(from, to);
      const first = from === begin;
      const last = to === finish;
      if (!cut || between.length <= 2 * AROUND) return shown.append(between);
      shown.append(first ? "" : between.slice(0, AROUND), " … ", last ? "" : between.slice(-AROUND));
    };
    for (const region of found) {
      plain(done, region.start);
      shown.append(
        region.policy < 0 ? mark(region, text.slice(region.start, region.end)) : folded(view, region.policy),
      );
      done = region.end;
    }
    if (done > begin || !cut) plain(done, finish);
    else shown.append(text.slice(begin, begin + WHOLE), " …");
    return cut ? make("div", "", shown, make("p", "whydenied-note", say("cut"))) : shown;
  }

  /** @param {Region} region @param {string} value */
  function mark({ slots, tag }, value) {
    if (slots[0] === "secret") return make("mark", "whydenied-mark whydenied-secret", `[${say("masked")}]`);
    const element = make("mark", `whydenied-mark whydenied-${slots[0]}`, value);
    if (RIGHT_TO_LEFT.test(value)) element.dir = "auto"; // isolated; a line of one direction keeps its order
    element.dataset.slot = slots.join(" ");
    element.dataset.tag = String(tag);
    element.title = slots.map((slot) => say(`slot.${slot}`)).join(", ");
    return element;
  }

  /** @param {WhydeniedView} view @param {number} number */
  const folded = (view, number) =>
    button("whydenied-go whydenied-folded", say("folded", { number: number + 1 }), () =>
      view.reveal(number, null),
    );

  /**
   * The values of a denial as a list.
   * @param {Denial} denial @param {Region[]} found
   */
  function values(denial, found) {
    const list = make("dl", "whydenied-values");
    for (const slot of SLOTS) {
      const value = denial[slot];
      if (!value) continue;
      const tag = found.find(({ slots }) => slots.includes(slot))?.tag;
      const term = make("dt", "", ...(tag ? [tagButton(slot, tag)] : []), say(`slot.${slot}`));
      const shown = make("dd", "", meant(slot, value));
      shown.dir = "auto";
      const row = make("div", `whydenied-row whydenied-${slot}`, term, shown);
      row.dataset.slot = slot;
      list.append(row);
    }
    list.append(...further(denial));
    return list;
  }

  /**
   * What follows from the values: what has to be allowed, where it is more than the denied action, and the
   * condition keys that the paste tells.
   * @param {Denial} denial
   */
  function further({ action, needs, facts }) {
    const same = needs.length === 1 && needs[0].action.toLowerCase() === action?.toLowerCase();
    const more = same ? [] : needs;
    const needed = more.map((need, at) => {
      const value = [need.action, need.resource].filter(Boolean).join(" ");
      return row("needs", at ? "" : say("needs"), [value]);
    });
    const known = Object.entries(facts).map(([key, values]) => row("fact", key, values ?? []));
    return [...needed, ...known];
  }

  /** @param {string} name @param {string} term @param {string[]} values */
  function row(name, term, values) {
    const codes = values.flatMap((value, at) => [
      at ? ", " : "",
      make("code", "whydenied-value", ...broken(value)),
    ]);
    return make(
      "div",
      `whydenied-row whydenied-${name}`,
      make("dt", "", ...broken(term)),
      make("dd", "", ...codes),
    );
  }

  /** @param {string} slot @param {string} value */
  function meant(slot, value) {
    if (slot === "effect") return make("span", "", say(`effect.${value}`));
    if (slot === "policy_type") return make("span", "", say(`layer.${KINDS[value] ?? value}`));
    return make("code", "whydenied-value", ...broken(value));
  }

  /**
   * The number of a mark, as a button: how keyboard and touch highlight the mark.
   * @param {string} slot @param {number} tag
   */
  function tagButton(slot, tag) {
    const element = button("whydenied-tag", String(tag), () => {});
    element.setAttribute("aria-pressed", "false");
    element.setAttribute("aria-label", say("tag", { tag, name: say(`slot.${slot}`) }));
    return element;
  }

  /**
   * The summary of a denial, its phrases tied to the marks of the paste.
   * @param {string} sentence @param {WhydeniedView["denial"]} denial
   */
  function phrases(sentence, denial) {
    if (!denial || sentence !== denial.summary) return [sentence];
    const chars = [...sentence]; // spans count code points
    const spans = SLOTS.flatMap((slot) => {
      const span = denial.summary_spans[slot];
      return span && denial[slot] ? [{ slot, span }] : [];
    }).sort((a, b) => a.span[0] - b.span[0]);
    /** @type {(Node | string)[]} */
    const pieces = [];
    let done = 0;
    for (const { slot, span } of spans) {
      const words = broken(chars.slice(...span).join(""));
      const phrase = make("span", `whydenied-phrase whydenied-${slot}`, ...words);
      phrase.dataset.slot = slot;
      pieces.push(chars.slice(done, span[0]).join(""), phrase);
      done = span[1];
    }
    return [...pieces, chars.slice(done).join("")];
  }

  /** The choice among several denials. @param {WhydeniedView} view */
  function choice({ widget, report, denial }) {
    const buttons = report.denials.slice(0, MOST).map((each, number) => {
      const name = make("code", "", each.action ?? each.operation ?? each.error_code ?? say("unknown"));
      const place = each.resource ? [" ", make("bdi", "whydenied-place", each.resource)] : [];
      const times =
        each.count > 1 ? [" ", make("span", "whydenied-times", say("times", { count: each.count }))] : [];
      const element = button("whydenied-choice", `${number + 1}. `, () => {
        widget.choices = { ...widget.choices, chosen: number };
        widget.again(`denial-${number}`);
      });
      element.dataset.key = `denial-${number}`;
      element.append(name, ...place, ...times);
      element.setAttribute("aria-pressed", String(each === denial));
      return make("li", "", element);
    });
    const rest = report.denials.length - buttons.length;
    const all = report.denials.reduce((sum, each) => sum + each.count, 0);
    return make(
      "div",
      "whydenied-list",
      make(
        "p",
        "whydenied-note",
        say(all > report.denials.length ? "several-times" : "several", { count: report.denials.length, all }),
      ),
      make("ol", "whydenied-choices", ...buttons),
      ...(rest > 0 ? [make("p", "whydenied-note", say("more-denials", { count: rest }))] : []),
    );
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ read, phrases, choice }));
})();
