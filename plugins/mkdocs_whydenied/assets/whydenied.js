// The widget: <why-denied> around the static form that the plugin writes. It shows what the checker says, and opens the section.
// Everything of the paste is put into the page as text, and nowhere else: no address, no storage, no history.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  if (!own || customElements.get("why-denied")) return;

  const texts = window.whydeniedSite.texts;
  const SLOTS = ["principal", "action", "resource", "effect", "policy_type", "policy_arn", "error_code", "operation", "client", "request_id"];
  /** Slots that are shown as "not stated" when the message leaves them out. */
  const ALWAYS = new Set(["principal", "action", "resource", "policy_type"]);
  /** Longer pastes are shown in parts: this many characters around each value. */
  const WHOLE = 4_000;
  const AROUND = 240;

  /** What was asked and answered, by page and number of the widget: instant navigation makes the elements anew. @type {Map<string, { text: string, report: WhydeniedReport }>} */
  const memory = new Map();
  /** The summary of the last answer, shown beside the section that it led to. */
  let summary = "";

  /** @param {string} key @param {Record<string, string | number>} [values] */
  const say = (key, values = {}) => String(texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

  /**
   * An element with a class and children; strings become text.
   * @param {string} tag @param {string} name @param {...(Node | string)} children
   */
  function make(tag, name, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  }

  /** Code points to UTF-16 offsets, for the offsets asked for. @param {string} text @param {number[]} points */
  function utf16(text, points) {
    if (!/[\ud800-\udfff]/.test(text)) return (/** @type {number} */ point) => point;
    const wanted = [...new Set(points)].sort((a, b) => a - b);
    const found = new Map();
    let point = 0;
    let unit = 0;
    for (const next of wanted) {
      while (point < next && unit < text.length) {
        unit += /** @type {number} */ (text.codePointAt(unit)) > 0xffff ? 2 : 1;
        point += 1;
      }
      found.set(next, unit);
    }
    return (/** @type {number} */ at) => found.get(at) ?? text.length;
  }

  /**
   * The regions of the paste to mark, in order and without overlap: secrets first of all, then the denial's values.
   * @param {WhydeniedReport} report @param {any} denial @param {string} text
   */
  function regions(report, denial, text) {
    const marks = [
      ...report.secrets.map((/** @type {any} */ secret) => ({ slot: "secret", span: secret.span })),
      ...SLOTS.filter((slot) => denial?.spans[slot]).map((slot) => ({ slot, span: denial.spans[slot] })),
    ];
    const at = utf16(text, marks.flatMap((mark) => mark.span));
    /** @type {{ slot: string, start: number, end: number }[]} */
    const kept = [];
    for (const { slot, span } of marks) {
      const [start, end] = span.map(at);
      if (!kept.some((other) => start < other.end && other.start < end)) kept.push({ slot, start, end });
    }
    return kept.sort((a, b) => a.start - b.start);
  }

  /** The paste as text with its regions marked. @param {WhydeniedReport} report @param {any} denial @param {string} text */
  function marked(report, denial, text) {
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
    for (const { slot, start, end } of regions(report, denial, text)) {
      plain(done, start);
      const mark = make("mark", `whydenied-mark whydenied-${slot}`, slot === "secret" ? `[${say("masked")}]` : text.slice(start, end));
      mark.dataset.slot = slot;
      if (slot !== "secret") mark.title = say(`slot.${slot}`);
      shown.append(mark);
      done = end;
    }
    if (done || !cut) plain(done, text.length);
    else shown.append(text.slice(0, WHOLE), " …");
    return cut ? make("div", "", shown, make("p", "whydenied-note", say("cut"))) : shown;
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

  /** @param {string} key @param {"ol" | "ul"} tag @param {string[]} sentences */
  function sentences(key, tag, sentences) {
    if (!sentences?.length) return make("div", "");
    return make("div", "whydenied-part", make("h3", "", say(key)), make(tag, "", ...sentences.map((line) => make("li", "", line))));
  }

  /** @param {WhydeniedReport} report */
  function policies(report) {
    const rows = report.policies.flatMap((/** @type {any} */ policy) => policy.findings);
    return sentences("policies", "ul", rows.map((/** @type {any} */ row) => `${row.message}${row.line ? ` (${say("line", row)})` : ""}`));
  }

  /** A link to a section of the guide: a real one, so that history, instant navigation and "open in a new tab" work. @param {any} section */
  function sectionLink(section, name = "whydenied-open", words = "open") {
    const link = /** @type {HTMLAnchorElement} */ (make("a", name, words ? say(words, section) : section.title));
    link.href = new URL(section.url, own.siteRoot).href;
    link.addEventListener("click", () => expect(section.id));
    return link;
  }

  class WhyDenied extends HTMLElement {
    #turn = 0;

    connectedCallback() {
      this.classList.add("whydenied-ready");
      this.box.addEventListener("focus", own.warm);
      this.box.addEventListener("input", own.warm);
      this.box.addEventListener("paste", () => setTimeout(() => this.check(true)));
      this.box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          this.check(true);
        }
      });
      this.querySelector("form")?.addEventListener("submit", (event) => {
        event.preventDefault();
        this.check(true);
      });
      const before = memory.get(this.key);
      if (before) {
        this.box.value = before.text;
        this.draw(before.report, before.text);
      }
      setTimeout(offerSamples);
    }

    get box() {
      return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    }

    get answer() {
      return /** @type {HTMLElement} */ (this.querySelector(".whydenied-answer"));
    }

    get key() {
      return `${location.pathname} ${[...document.querySelectorAll("why-denied")].indexOf(this)}`;
    }

    /** Asks the checker; *follow* says that the reader asked, so that the section is opened as well. @param {boolean} follow */
    async check(follow) {
      const text = this.box.value;
      const turn = ++this.#turn;
      if (!text.trim()) return this.show(make("p", "whydenied-note", say("empty")));
      const bar = /** @type {HTMLProgressElement} */ (make("progress", "whydenied-progress"));
      const note = make("p", "whydenied-note", say("reading"));
      bar.setAttribute("aria-label", say("reading"));
      this.answer.setAttribute("aria-busy", "true");
      const waiting = setTimeout(() => this.show(bar, note), 120); // an answer at once should not flicker
      /** @param {WhydeniedProgress} progress */
      const onProgress = ({ loaded, total, stage }) => {
        bar.max = total || 1;
        if (stage === "loading") bar.value = loaded;
        else bar.removeAttribute("value");
        const mega = (/** @type {number} */ size) => (size / 1e6).toFixed(1);
        note.textContent = say(stage, { loaded: mega(loaded), total: mega(total) });
      };
      try {
        const report = await own.ask(text, { onProgress });
        if (turn !== this.#turn) return;
        memory.set(this.key, { text, report });
        const link = this.draw(report, text);
        if (follow && link) link.click();
        else this.answer.querySelector("p")?.focus();
      } catch (error) {
        if (turn !== this.#turn) return;
        const code = /** @type {WhydeniedFailure} */ (error).code ?? "crashed";
        this.show(make("p", "whydenied-note whydenied-failure", say(`failure.${code}`)));
      } finally {
        clearTimeout(waiting);
        if (turn === this.#turn) this.answer.removeAttribute("aria-busy");
      }
    }

    /** @param {...Node} parts */
    show(...parts) {
      this.answer.replaceChildren(...parts);
    }

    /** Shows a report in three layers, and returns the link to its section, if it has one. @param {WhydeniedReport} report @param {string} text */
    draw(report, text, chosen = 0) {
      const denial = report.denials[chosen];
      summary = report.summary;
      const first = make("p", "whydenied-summary", report.summary || report.looked_for || say("nothing"));
      first.tabIndex = -1;
      const [best, ...others] = report.sections;
      const answering = report.sections.find((/** @type {any} */ section) => section.id === denial?.section) ?? best;
      const link = answering ? sectionLink(answering) : null;
      const also = others.length
        ? [make("p", "whydenied-also", `${say("also")}: `, ...others.slice(0, 2).flatMap((/** @type {any} */ section, /** @type {number} */ at) => [at ? ", " : "", sectionLink(section, "", "")]))]
        : [];
      const detail = make("div", "whydenied-detail");
      if (denial || report.secrets.length) detail.append(marked(report, denial, text));
      if (denial) detail.append(values(denial), sentences("why", "ul", denial.why));
      detail.append(sentences("advice", "ol", report.advice), policies(report));
      light(detail);
      this.show(first, ...(link ? [link] : []), ...also, ...this.list(report, text, chosen), detail);
      return link;
    }

    /** The choice among several denials. @param {WhydeniedReport} report @param {string} text @param {number} chosen */
    list(report, text, chosen) {
      if (report.denials.length < 2) return [];
      const buttons = report.denials.map((/** @type {any} */ denial, /** @type {number} */ number) => {
        const name = [denial.action ?? denial.operation ?? denial.error_code ?? say("unknown"), denial.resource].filter(Boolean).join(" · ");
        const times = denial.count > 1 ? ` (${say("times", denial)})` : "";
        const button = /** @type {HTMLButtonElement} */ (make("button", "whydenied-choice", `${number + 1}. ${name}${times}`));
        button.type = "button";
        button.setAttribute("aria-pressed", String(number === chosen));
        button.addEventListener("click", () => {
          this.draw(report, text, number);
          /** @type {HTMLElement | undefined} */ (this.querySelectorAll(".whydenied-choice")[number])?.focus();
        });
        return button;
      });
      return [make("div", "whydenied-list", make("p", "whydenied-note", say("several", { count: buttons.length })), ...buttons)];
    }
  }

  /** Hovering or focusing a value lights up its mark in the paste, and the other way round. @param {HTMLElement} detail */
  function light(detail) {
    for (const [type, on] of /** @type {[string, boolean][]} */ ([["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])) {
      detail.addEventListener(type, (event) => {
        const slot = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-slot]"))?.dataset.slot;
        if (!slot) return;
        for (const element of detail.querySelectorAll(`[data-slot="${slot}"]`)) element.classList.toggle("whydenied-lit", on);
      });
    }
  }

  /** The section that a link of ours leads to, until it is there. */
  let expected = "";

  /** Waits until the section has been opened: at once on this page, later where instant navigation loads another. @param {string} id */
  function expect(id) {
    expected = id;
    const until = Date.now() + 8_000;
    const look = () => {
      if (expected !== id || Date.now() > until) return;
      if (location.hash.slice(1) === id && document.getElementById(id)) arrive(id, true);
      else setTimeout(look, 40);
    };
    setTimeout(look);
  }

  /** Gives the section focus and a visible mark. @param {string} id @param {boolean} asked */
  function arrive(id, asked) {
    expected = "";
    const heading = document.getElementById(id);
    if (!heading) return;
    document.querySelector(".whydenied-arrived")?.classList.remove("whydenied-arrived");
    heading.classList.add("whydenied-arrived");
    heading.tabIndex = -1;
    heading.focus();
    if (asked) strip();
  }

  /** The answer, docked beside the section, with the way back. */
  function strip() {
    document.querySelector(".whydenied-strip")?.remove();
    const back = make("button", "whydenied-back", say("back"));
    const close = make("button", "whydenied-close", "×");
    close.setAttribute("aria-label", say("close"));
    const shown = make("aside", "whydenied-strip", make("span", "", summary), back, close);
    shown.setAttribute("aria-label", say("strip"));
    back.addEventListener("click", () => history.back());
    close.addEventListener("click", () => shown.remove());
    document.body.append(shown);
  }

  /** Puts a button beside every sample of a page that has a widget. */
  function offerSamples() {
    const widget = /** @type {WhyDenied | null} */ (document.querySelector("why-denied"));
    if (!widget) return;
    for (const sample of document.querySelectorAll(".whydenied-sample:not(:has(button))")) {
      const button = /** @type {HTMLButtonElement} */ (make("button", "whydenied-try", say("try")));
      button.type = "button";
      button.addEventListener("click", () => {
        widget.box.value = sample.querySelector("code")?.textContent ?? "";
        widget.scrollIntoView();
        widget.check(true);
      });
      sample.append(button);
    }
  }

  customElements.define("why-denied", WhyDenied);

  // Following a link to a fragment is a popstate, too: only leaving the section ends its mark and the strip.
  addEventListener("popstate", () => {
    const arrived = document.querySelector(".whydenied-arrived");
    if (expected || (arrived && arrived.id === location.hash.slice(1))) return;
    document.querySelector(".whydenied-strip")?.remove();
    arrived?.classList.remove("whydenied-arrived");
  });

  // A page that was left by a full load comes back with its boxes filled by the browser; a reload starts with empty ones.
  addEventListener("pageshow", (event) => {
    const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (event.persisted) return;
    for (const widget of /** @type {NodeListOf<WhyDenied>} */ (document.querySelectorAll("why-denied"))) {
      if (entry?.type === "reload") widget.box.value = "";
      else if (widget.box.value.trim()) widget.check(false);
    }
    if (location.hash.length > 1 && entry?.type === "navigate") arrive(decodeURIComponent(location.hash.slice(1)), false);
  });
})();
