// Shared by all parts of an answer: offsets, headings, buttons, copying, highlighting.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;

  /**
   * Maps code points to UTF-16 offsets, for the given points only.
   * @param {string} text @param {number[]} points
   */
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
   * Replaces each character of a secret by a dot, so that offsets stay the same.
   * @param {string} text @param {number[][]} spans UTF-16
   */
  function blotted(text, spans) {
    return spans.reduce(
      (shown, [start, end]) =>
        shown.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, "•") + shown.slice(end),
      text,
    );
  }

  /** A part of the answer with its heading. @param {string} key @param {...Node} children */
  const part = (key, ...children) =>
    make("div", `whydenied-part whydenied-${key}`, make("h3", "", say(key)), ...children);

  /** The folds that the reader opened, by widget. @type {WeakMap<WhydeniedWidget, Set<string>>} */
  const opened = new WeakMap();

  /** @type {WhydeniedAnswer["fold"]} */
  function fold(widget, key, title, ...children) {
    const keys = opened.get(widget) ?? new Set();
    opened.set(widget, keys);
    const summary = make("summary", "", title);
    const element = make("details", `whydenied-fold whydenied-${key}`, summary, ...children);
    element.open = keys.has(key);
    // A click on it, since an answer that is drawn again opens it, too.
    summary.addEventListener("click", () => keys[element.open ? "delete" : "add"](key));
    return element;
  }

  /** Code in a sentence: text in backticks or quotes, ARNs, actions. */
  const CODE =
    /`[^`]+`|"[^"\s]{1,200}"|\barn:[\w-]*:[^\s"',;]*[^\s"',;.:)]|\b[a-z][a-z0-9-]*:[A-Z]\w+\*?(?![\w:])/g;

  /** Names up to this length are not broken. */
  const LONG = 40;

  /**
   * A name with line break opportunities after colons and slashes; an action stays in one piece.
   * @param {string} name
   * @returns {(Node | string)[]}
   */
  const broken = (name) =>
    name.split(/(?<=[:/])(?<!^[\w-]+:)/).flatMap((piece, at) => (at ? [make("wbr", ""), piece] : [piece]));

  /** A word of a command: a browser would break it after each of its hyphens. */
  const WORD = /(?<!\S)(-{0,2}\w[\w-]{0,24})(?!\S)/;

  /** @type {WhydeniedAnswer["unbroken"]} */
  const unbroken = (command) =>
    command
      .split(WORD)
      .map((piece, at) =>
        at % 2 && piece.includes("-") ? make("span", "whydenied-unbroken", piece) : piece,
      );

  /** A sentence, its code as code elements. @param {string} sentence @returns {(Node | string)[]} */
  function prose(sentence) {
    const pieces = [];
    let done = 0;
    for (const { 0: found, index } of sentence.matchAll(CODE)) {
      pieces.push(
        sentence.slice(done, index),
        make("code", "", ...(found.length > LONG ? broken : Array.of)(found.replaceAll("`", ""))),
      );
      done = index + found.length;
    }
    return [...pieces, sentence.slice(done)];
  }

  /**
   * Marks an element as English on a page of another language: the checker writes English only.
   * @template {HTMLElement} T
   * @param {T} element
   */
  function english(element) {
    if (!/^en\b/i.test(document.documentElement.lang)) element.lang = "en";
    return element;
  }

  /** @param {"ol" | "ul"} tag @param {string} name @param {string[]} lines */
  const list = (tag, name, lines) => make(tag, name, ...lines.map((line) => make("li", "", ...prose(line))));

  /** @param {string} name @param {string} words @param {() => void} act */
  function button(name, words, act) {
    const element = make("button", name, words);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  /**
   * A button that copies the text of an element, or selects it where the browser blocks copying.
   * @param {WhydeniedWidget} widget @param {() => HTMLElement} source @param {string} what
   */
  function copyButton(widget, source, what, label = say("copy")) {
    const element = button("whydenied-small whydenied-copy", label, async () => {
      const words = await copied(source());
      element.textContent = words;
      widget.announce(words);
      setTimeout(() => (element.textContent = label), 2_500);
    });
    element.title = what; // its name is what it shows; this describes it
    return element;
  }

  /**
   * Some browsers block the clipboard for pages from disk, but let them copy the selection.
   * @param {HTMLElement} source
   * @returns {Promise<string>} what came of it, in words
   */
  async function copied(source) {
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      return say("copied");
    } catch {
      getSelection()?.selectAllChildren(source);
      return say(document.execCommand("copy") ? "copied" : "selected");
    }
  }

  /**
   * Ties elements of the same slot together: hover or focus highlights all, a click keeps the highlight and
   * scrolls to another one.
   * @param {...HTMLElement} roots
   */
  function light(...roots) {
    let pointed = "";
    let kept = "";
    const tied = () =>
      /** @type {HTMLElement[]} */ (roots.flatMap((root) => [...root.querySelectorAll("[data-slot]")]));
    /** @param {HTMLElement} element @param {string} slots */
    const shares = (element, slots) =>
      slots !== "" && slots.split(" ").some((slot) => element.dataset.slot?.split(" ").includes(slot));
    const show = () => {
      for (const element of tied()) {
        element.classList.toggle("whydenied-lit", shares(element, pointed) || shares(element, kept));
        element.querySelector(".whydenied-tag")?.setAttribute("aria-pressed", String(shares(element, kept)));
      }
    };
    /** @param {Event} event */
    const tie = (event) =>
      /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-slot]"));
    for (const root of roots) {
      for (const [type, on] of /** @type {[string, boolean][]} */ ([
        ["pointerover", true],
        ["pointerout", false],
        ["focusin", true],
        ["focusout", false],
      ])) {
        root.addEventListener(type, (event) => {
          const slots = tie(event)?.dataset.slot;
          if (slots === undefined) return;
          pointed = on ? slots : "";
          show();
        });
      }
      root.addEventListener("click", (event) => {
        const from = tie(event);
        const pressed = /** @type {Element} */ (event.target).closest("button, a, select, input");
        if (!from || (pressed && !pressed.matches(".whydenied-tag")) || getSelection()?.isCollapsed === false)
          return;
        const slots = from.dataset.slot ?? "";
        kept = kept === slots ? "" : slots;
        show();
        if (kept)
          tied()
            .find(
              (element) =>
                element.tagName !== from.tagName && element.tagName !== "SPAN" && shares(element, kept),
            )
            ?.scrollIntoView({ block: "nearest" });
      });
    }
  }

  own.answer = {
    ...own.answer,
    utf16,
    blotted,
    part,
    fold,
    list,
    button,
    copyButton,
    light,
    prose,
    broken,
    unbroken,
    english,
  };
})();
