// The widget: <why-denied> around the static form that the plugin writes. It asks the checker; answer.js
// draws the answer, the section of the guide under it. The paste enters the page as text only; addresses,
// storage and history never contain any of it.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  if (!own || customElements.get("why-denied")) return;

  const { say, make, tryButton, offerSamples } = own.page;
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

  class WhyDenied extends HTMLElement {
    /** @type {WhydeniedChoices} */
    choices = { types: [], context: {}, chosen: null };
    /** @type {string[]} */
    earlier = [];
    #turn = 0;
    #typing = 0;
    #key = "";

    /**
     * The second box, for the policy beside an error or the error beside a policy; it comes with an answer.
     * @type {HTMLElement | null}
     */
    more = null;

    connectedCallback() {
      const root = this.getRootNode();
      if (root instanceof ShadowRoot) own.clothe(root);
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
      this.#key = `${location.pathname} ${[...document.querySelectorAll("why-denied")].indexOf(this)}`;
      this.recall();
      setTimeout(offerSamples);
    }

    get box() {
      return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    }

    get answer() {
      return /** @type {HTMLElement} */ (this.querySelector(".whydenied-answer"));
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

    /** Shows the answer that this box had before the reader went to another page. */
    recall() {
      const asked = memory.get(this.#key);
      if (!asked) return;
      this.box.value = asked.box;
      this.choices = asked.choices;
      if (asked.second) own.answer.second(this, asked.report, asked.kind, asked.second);
      this.draw(asked.report, asked.text);
      // Instant navigation restores the scroll position first; then an answer out of sight is scrolled to.
      setTimeout(() => {
        if (this.answer.getBoundingClientRect().top > innerHeight / 2) this.answer.scrollIntoView();
        if (document.activeElement === document.body) this.arrive();
      }, 250);
    }

    /**
     * An answer that comes when its box is gone: another page stays as it is, and Back shows it there. A
     * reader who is back already sees it now, in the box that has come in place of this one.
     */
    late() {
      const [page, place] = this.#key.split(" ");
      if (page !== location.pathname) return;
      const other = /** @type {WhyDenied} */ (document.querySelectorAll("why-denied")[Number(place)]);
      if (!other) return void (place === "0" && own.page.checker?.());
      if (["", this.box.value].includes(other.box.value)) other.recall();
    }

    /** Called on input into a box: updates an answer that is shown. */
    typed() {
      own.warm();
      this.earlier = []; // undo covers applied edits, not typing
      clearTimeout(this.#typing);
      const follows = this.answer.querySelector(".whydenied-summary") && this.text.length < LIVE;
      if (follows) this.#typing = window.setTimeout(() => this.again(), PAUSE);
    }

    /**
     * Takes a text from elsewhere on the page, from a file or a link, and checks it.
     * @param {string} text @param {WhydeniedChoices["types"]} [types] of its policies, where they are known
     */
    take(text, types) {
      this.more = null;
      this.box.value = text;
      this.box.focus({ preventScroll: true });
      this.scrollIntoView();
      this.fresh(types);
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

    /**
     * Checks a new text: choices made for the last one no longer apply.
     * @param {WhydeniedChoices["types"]} [types]
     */
    fresh(types = []) {
      this.choices = { types, context: {}, chosen: null };
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
      if (!text.trim()) {
        this.more = null;
        this.forget();
        return follow ? this.note("empty") : this.answer.replaceChildren();
      }
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
        memory.set(this.#key, {
          box: this.box.value,
          second: this.second,
          kind: this.more?.dataset.kind,
          text,
          report,
          choices: this.choices,
        });
        if (!this.isConnected) return this.late();
        const link = this.draw(report, text);
        if (then) return then();
        this.announce(""); // the focus tells the answer; progress isn't to be found below it any more
        this.arrive();
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

    /** Forgets its answer, before it is taken away. */
    forget() {
      memory.delete(this.#key);
    }

    /** Brings the focus to the answer, and scrolls no further than that takes. */
    arrive() {
      /** @type {HTMLElement | null} */ (this.answer.querySelector(".whydenied-summary"))?.focus();
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

  own.page.answered = (key) => memory.has(key);
  // Where a theme drops `defer` the page is not parsed yet, and the element would miss its children.
  const define = () => customElements.define("why-denied", WhyDenied);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", define);
  else define();
})();
