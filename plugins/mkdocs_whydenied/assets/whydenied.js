// The widget: <why-denied> around the static form that the plugin writes. It asks the checker; answer.js
// draws the answer, the section of the guide under it. The paste enters the page as text only; addresses,
// storage and history never contain any of it.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  if (!own || customElements.get("why-denied")) return;

  const texts = window.whydeniedSite.texts;
  /** Texts up to LIVE characters are checked again after PAUSE milliseconds without typing. */
  const LIVE = 100_000;
  const PAUSE = 400;

  /**
   * A question and its report.
   * @typedef {object} Answered
   * @property {string} box
   * @property {string} second
   * @property {string | undefined} kind
   * @property {string} text
   * @property {WhydeniedReport} report
   * @property {WhydeniedChoices} choices
   */

  /**
   * By page and number of the widget: instant navigation creates the elements again.
   * @type {Map<string, Answered>}
   */
  const memory = new Map();

  /** @param {string} key @param {Record<string, string | number>} [values] */
  const say = (key, values = {}) =>
    String(texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

  /**
   * An element with a class and children; strings become text.
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag @param {string} name @param {...(Node | string)} children
   */
  function make(tag, name, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  }

  /**
   * A link to a section of the guide: an ordinary anchor, so that history, instant navigation and "open in a
   * new tab" work.
   * @param {WhydeniedTarget} section
   */
  function sectionLink(section, name = "") {
    const link = make("a", name, section.title);
    link.href = new URL(section.url, own.siteRoot).href;
    link.addEventListener("click", () => {
      own.page.left = history.length;
      expect(link);
    });
    return link;
  }

  /** Query parameter of a copied link: a hash of the message form that led to the section. */
  const MESSAGE = "message";

  own.page = { say, make, sectionLink, MESSAGE, left: 0 };

  class WhyDenied extends HTMLElement {
    /** @type {WhydeniedChoices} */
    choices = { types: [], context: {}, chosen: null };
    /** @type {string[]} */
    earlier = [];
    #turn = 0;
    #typing = 0;

    /**
     * The second box, for the policy beside an error or the error beside a policy; it comes with an answer.
     * @type {HTMLElement | null}
     */
    more = null;

    connectedCallback() {
      // Published guides are not changed by the build, so their widget is empty.
      if (!this.firstChild) this.innerHTML = own.html(window.whydeniedSite.widget);
      this.box.addEventListener("focus", own.warm);
      this.box.addEventListener("input", () => this.typed());
      this.box.addEventListener("paste", () => setTimeout(() => this.fresh()));
      this.box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          this.check(true);
        }
      });
      for (const kind of window.whydeniedSite.chips)
        this.querySelector(".whydenied-chips")?.append(
          tryButton(say(`chip.${kind}`), () =>
            own.dress().then(
              () => this.take(window.whydeniedSite.pastes[kind]),
              (error) => this.fail(error),
            ),
          ),
        );
      this.addEventListener("dragover", (event) => this.drop(event, false));
      this.addEventListener("dragleave", () => this.classList.remove("whydenied-over"));
      this.addEventListener("drop", (event) => this.drop(event, true));
      this.querySelector("form")?.addEventListener("submit", (event) => {
        event.preventDefault();
        this.check(true);
      });
      const asked = memory.get(this.key);
      if (asked) {
        this.box.value = asked.box;
        this.choices = asked.choices;
        if (asked.second) own.answer.second(this, asked.report, asked.kind, asked.second);
        this.draw(asked.report, asked.text);
        // Instant navigation restores the scroll position first; then an answer out of sight is scrolled to.
        setTimeout(
          () => this.answer.getBoundingClientRect().top > innerHeight / 2 && this.answer.scrollIntoView(),
          250,
        );
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

    /** The text to check: that of the box, joined with that of the second box. @returns {string} */
    get text() {
      return this.more ? own.answer.joined(this) : this.box.value;
    }

    set text(text) {
      if (this.more) own.answer.parted(this, text);
      else this.box.value = text;
    }

    /** The text of the second box. */
    get second() {
      return this.more?.querySelector("textarea")?.value ?? "";
    }

    /** Called on input into a box: updates an answer that is shown. */
    typed() {
      own.warm();
      this.earlier = []; // undo covers applied edits, not typing
      clearTimeout(this.#typing);
      const follows = this.answer.querySelector(".whydenied-summary") && this.text.length < LIVE;
      if (follows) this.#typing = window.setTimeout(() => this.again(), PAUSE);
    }

    /** Takes a text from elsewhere on the page, or from a file, and checks it. @param {string} text */
    take(text) {
      this.more = null;
      this.box.value = text;
      this.box.focus({ preventScroll: true });
      this.scrollIntoView();
      this.fresh();
    }

    /**
     * Handles files that are dragged over the widget or dropped on it; dragged text is left to the browser.
     * @param {DragEvent} event @param {boolean} dropped
     */
    async drop(event, dropped) {
      const { files, types } = /** @type {DataTransfer} */ (event.dataTransfer);
      if (!types.includes("Files")) return;
      event.preventDefault();
      this.classList.toggle("whydenied-over", !dropped);
      own.warm();
      const chosen = [...files]; // emptied after the event
      const box = /** @type {Element} */ (event.target).closest("textarea") ?? this.box;
      if (dropped)
        await own.dress().then(
          () => own.answer.dropped(this, chosen, box),
          (error) => this.fail(error),
        );
    }

    /** Checks a new text: choices made for the last one no longer apply. */
    fresh() {
      this.choices = { types: [], context: {}, chosen: null };
      this.earlier = [];
      this.check(true);
    }

    /**
     * Checks again after the reader has changed something; focuses the first of these controls that exists.
     * @param {...string} keys
     */
    again(...keys) {
      this.check(false, () => {
        const found = keys
          .map((key) => this.answer.querySelector(`[data-key="${CSS.escape(key)}"]`))
          .find(Boolean);
        /** @type {HTMLElement | undefined} */ (found)?.focus();
        const result =
          this.answer.querySelector(".whydenied-verdict-name") ??
          this.answer.querySelector(".whydenied-summary");
        this.announce(`${say("again")} ${result?.textContent ?? ""}`);
      });
    }

    /** @param {string} sentence */
    announce(sentence) {
      const status = this.querySelector(".whydenied-status");
      if (status) status.textContent = sentence;
    }

    /**
     * Asks the checker.
     * @param {boolean} follow the reader asked, so that the answer gets the focus, or its section is followed
     * @param {() => void} [then] runs instead; the answer then replaces the last one without showing progress
     */
    async check(follow, then) {
      clearTimeout(this.#typing);
      const text = this.text;
      const turn = ++this.#turn;
      if (!text.trim()) return this.note("empty");
      const bar = make("progress", "whydenied-progress");
      const note = make("p", "whydenied-note", say("reading"));
      bar.setAttribute("aria-label", say("reading"));
      this.answer.setAttribute("aria-busy", "true");
      // Progress is shown late, so that a fast answer does not flicker.
      const waiting = then ? 0 : setTimeout(() => this.wait(bar, note), 120);
      /** @param {WhydeniedProgress} progress */
      const onProgress = ({ loaded, total, stage }) => {
        bar.max = total || 1;
        if (stage === "loading") bar.value = loaded;
        else bar.removeAttribute("value");
        const mega = (/** @type {number} */ size) => (size / 1e6).toFixed(1);
        note.textContent = say(stage, { loaded: mega(loaded), total: mega(total) });
      };
      try {
        const report = await own.ask(text, { onProgress, ...this.choices });
        if (turn !== this.#turn) return;
        memory.set(this.key, {
          box: this.box.value,
          second: this.second,
          kind: this.more?.dataset.kind,
          text,
          report,
          choices: this.choices,
        });
        const link = this.draw(report, text);
        if (then) return then();
        /** @type {HTMLElement | null} */ (this.answer.querySelector(".whydenied-summary"))?.focus();
        if (follow && link && window.whydeniedSite.follow === "page") {
          this.answer.scrollIntoView(); // the position to which Back returns
          this.append(link); // a click is dispatched in the document
          link.click();
          link.remove();
        }
      } catch (error) {
        if (turn === this.#turn) this.fail(error);
      } finally {
        clearTimeout(waiting);
        if (turn === this.#turn) this.answer.removeAttribute("aria-busy");
      }
    }

    /** @param {unknown} error */
    fail(error) {
      const { code, values } = window.whydeniedLoading.known(error);
      this.note(`failure.${code}`, values, "whydenied-failure");
    }

    /**
     * Shows a sentence in place of an answer, and announces it.
     * @param {string} key @param {Record<string, string | number>} [values]
     */
    note(key, values, name = "") {
      this.show(make("p", `whydenied-note ${name}`, say(key, values)));
      this.announce(say(key, values));
    }

    /** @param {HTMLElement} bar @param {HTMLElement} note */
    wait(bar, note) {
      this.show(bar, note);
      this.announce(note.textContent ?? "");
    }

    /**
     * Shows an answer around the second box, which keeps its text and focus; the last part comes after it.
     * @param {...Node} parts
     */
    show(...parts) {
      const { answer, more } = this;
      if (!more) return answer.replaceChildren(...parts);
      for (const child of [...answer.childNodes]) if (child !== more) child.remove();
      if (more.parentNode !== answer) answer.append(more);
      more.after(/** @type {Node} */ (parts.pop()));
      more.before(...parts);
    }

    /**
     * Shows a report; returns the link to its section, or null.
     * @param {WhydeniedReport} report @param {string} text
     */
    draw(report, text) {
      const denial = report.denials[report.chosen];
      own.answer.section.forget();
      own.answer.section.answered = {
        summary: denial?.summary || report.summary,
        names: denial?.names ?? {},
        action: denial?.action,
        form: denial?.form,
      };
      own.answer.second(this, report);
      const { parts, link } = own.drawn(this, report, text);
      this.show(...parts);
      return link;
    }
  }

  /** The fragment of an address, decoded. @param {{ hash: string }} address */
  function fragment({ hash }) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  }

  /** Id of the section that a followed link leads to, until it is open. */
  let expected = "";

  /**
   * Waits until the link's section is in the page: at once on this page, later where instant navigation loads
   * another page.
   * @param {HTMLAnchorElement} link
   */
  function expect(link) {
    const id = (expected = fragment(link));
    const until = Date.now() + 8_000;
    const look = () => {
      if (expected !== id || Date.now() > until) return;
      if (location.pathname === link.pathname && document.getElementById(id)) arrive(id, true);
      else setTimeout(look, 40);
    };
    setTimeout(look);
  }

  /** Focuses the section and marks it. @param {string} id @param {boolean} asked */
  function arrive(id, asked) {
    expected = "";
    const heading = document.getElementById(id);
    if (!heading) return;
    // Material's tracking of the visible heading can have removed the section from the address.
    if (fragment(location) !== id) history.replaceState(history.state, "", `#${encodeURIComponent(id)}`);
    document.querySelector(".whydenied-arrived")?.classList.remove("whydenied-arrived");
    heading.classList.add("whydenied-arrived");
    heading.tabIndex = -1;
    heading.focus();
    if (asked) own.answer.section.open(heading);
  }

  /** Puts a button beside every sample of a page that has a widget. */
  function offerSamples() {
    const widget = /** @type {WhyDenied | null} */ (document.querySelector("why-denied"));
    if (!widget) return;
    for (const sample of document.querySelectorAll(".whydenied-sample:not(:has(button))"))
      sample.append(
        tryButton(say("try"), () => widget.take(sample.querySelector("code")?.textContent ?? "")),
      );
  }

  /** @param {string} words @param {() => void} act */
  function tryButton(words, act) {
    const button = make("button", "whydenied-try", words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  customElements.define("why-denied", WhyDenied);

  // Following a link to a fragment fires popstate, too: remove mark and strip only on leaving the section.
  addEventListener("popstate", () => {
    const arrived = document.querySelector(".whydenied-arrived");
    if (expected || (arrived && arrived.id === fragment(location))) return;
    document.querySelector(".whydenied-strip")?.remove();
    arrived?.classList.remove("whydenied-arrived");
  });

  // A paste while no text control has the focus goes to the checker.
  addEventListener("paste", (event) => {
    const widget = /** @type {WhyDenied | null} */ (document.querySelector("why-denied"));
    const text = event.clipboardData?.getData("text/plain");
    const place = /** @type {Element} */ (event.composedPath()[0]);
    if (!widget || !text?.trim() || place.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    widget.take(text);
  });

  // A link that would load another document takes the answer away: it opens a tab of its own. A theme that
  // keeps the page alive has handled the click by now.
  addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a");
    if (event.defaultPrevented || !link?.closest("why-denied")) return;
    if (link.href.split("#")[0] === location.href.split("#")[0]) return;
    if (!event.isTrusted) return event.preventDefault(); // followed by script: the section is here already
    link.target = "_blank";
    setTimeout(() => link.removeAttribute("target")); // for a theme that handles links without one
  });

  addEventListener("pageshow", (event) => {
    const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (event.persisted) return;
    if (location.hash.length > 1 && entry?.type === "navigate") arrive(fragment(location), false);
    const mark = new URLSearchParams(location.search).get(MESSAGE);
    const heading = document.querySelector(".whydenied-arrived");
    if (mark && heading)
      own.dress().then(
        () => own.answer.section.point(/** @type {HTMLElement} */ (heading), mark),
        () => {},
      );
  });
})();
