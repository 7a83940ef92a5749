// The widget: <why-denied> around the static form that the plugin writes. It asks the checker, and opens the section; answer.js draws the answer.
// Everything of the paste is put into the page as text, and nowhere else: no address, no storage, no history.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  if (!own || customElements.get("why-denied")) return;

  const texts = window.whydeniedSite.texts;
  /** Texts up to so many characters are checked again after a pause of so many milliseconds in typing. */
  const LIVE = 100_000;
  const PAUSE = 400;

  /** What was asked and answered, by page and number of the widget: instant navigation makes the elements anew. @type {Map<string, { text: string, report: WhydeniedReport, said: WhydeniedSaid }>} */
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

  /** A link to a section of the guide: a real one, so that history, instant navigation and "open in a new tab" work. @param {any} section */
  function sectionLink(section, name = "whydenied-open", words = "open") {
    const link = /** @type {HTMLAnchorElement} */ (make("a", name, words ? say(words, section) : section.title));
    link.href = new URL(section.url, own.siteRoot).href;
    link.addEventListener("click", () => expect(section.id));
    return link;
  }

  own.page = { say, make, sectionLink };

  class WhyDenied extends HTMLElement {
    /** @type {WhydeniedSaid} */
    said = { types: [], context: {} };
    /** @type {string[]} */
    earlier = [];
    #turn = 0;
    #typing = 0;

    connectedCallback() {
      this.classList.add("whydenied-ready");
      this.box.addEventListener("focus", own.warm);
      this.box.addEventListener("input", () => {
        own.warm();
        this.earlier = []; // what was typed by hand is not undone with an edit
        clearTimeout(this.#typing);
        const follows = this.answer.querySelector(".whydenied-summary") && this.box.value.length < LIVE;
        if (follows) this.#typing = window.setTimeout(() => this.again(), PAUSE);
      });
      this.box.addEventListener("paste", () => setTimeout(() => this.fresh()));
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
      const asked = memory.get(this.key);
      if (asked) {
        this.box.value = asked.text;
        this.said = asked.said;
        this.draw(asked.report, asked.text);
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

    /** Checks a text that is new: what was said of the last one is no longer true. */
    fresh() {
      this.said = { types: [], context: {} };
      this.earlier = [];
      this.check(true);
    }

    /** Asks again about what the reader has changed; the first control there is of these keys gets the focus. @param {...string} keys */
    again(...keys) {
      this.check(false, () => {
        const found = keys.map((key) => this.answer.querySelector(`[data-key="${CSS.escape(key)}"]`)).find(Boolean);
        /** @type {HTMLElement | undefined} */ (found)?.focus();
        const told = this.answer.querySelector(".whydenied-verdict-name") ?? this.answer.querySelector(".whydenied-summary");
        this.tell(`${say("again")} ${told?.textContent ?? ""}`);
      });
    }

    /** @param {string} sentence */
    tell(sentence) {
      const status = this.querySelector(".whydenied-status");
      if (status) status.textContent = sentence;
    }

    /**
     * Asks the checker.
     * @param {boolean} follow the reader asked, so that the section is opened as well
     * @param {() => void} [then] what to do instead with the answer, which takes the place of the last one without a word about progress
     */
    async check(follow, then) {
      clearTimeout(this.#typing);
      const text = this.box.value;
      const turn = ++this.#turn;
      if (!text.trim()) return this.show(make("p", "whydenied-note", say("empty")));
      const bar = /** @type {HTMLProgressElement} */ (make("progress", "whydenied-progress"));
      const note = make("p", "whydenied-note", say("reading"));
      bar.setAttribute("aria-label", say("reading"));
      this.answer.setAttribute("aria-busy", "true");
      const waiting = then ? 0 : setTimeout(() => this.wait(bar, note), 120); // an answer at once should not flicker
      /** @param {WhydeniedProgress} progress */
      const onProgress = ({ loaded, total, stage }) => {
        bar.max = total || 1;
        if (stage === "loading") bar.value = loaded;
        else bar.removeAttribute("value");
        const mega = (/** @type {number} */ size) => (size / 1e6).toFixed(1);
        note.textContent = say(stage, { loaded: mega(loaded), total: mega(total) });
      };
      try {
        const report = await own.ask(text, { onProgress, ...this.said });
        if (turn !== this.#turn) return;
        memory.set(this.key, { text, report, said: this.said });
        const link = this.draw(report, text);
        if (then) then();
        else if (follow && link) link.click();
        else this.answer.querySelector("p")?.focus();
      } catch (error) {
        if (turn !== this.#turn) return;
        const code = /** @type {WhydeniedFailure} */ (error).code ?? "crashed";
        this.show(make("p", "whydenied-note whydenied-failure", say(`failure.${code}`)));
        this.tell(say(`failure.${code}`));
      } finally {
        clearTimeout(waiting);
        if (turn === this.#turn) this.answer.removeAttribute("aria-busy");
      }
    }

    /** @param {HTMLElement} bar @param {HTMLElement} note */
    wait(bar, note) {
      this.show(bar, note);
      this.tell(note.textContent ?? "");
    }

    /** @param {...Node} parts */
    show(...parts) {
      this.answer.replaceChildren(...parts);
    }

    /** Shows a report, and returns the link to its section, if it has one. @param {WhydeniedReport} report @param {string} text */
    draw(report, text, chosen = 0) {
      summary = report.summary;
      const { parts, link } = own.drawn(this, report, text, chosen);
      this.show(...parts);
      return link;
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
        widget.fresh();
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
