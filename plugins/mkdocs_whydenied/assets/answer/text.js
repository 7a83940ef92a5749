// What all parts of an answer use: offsets, headings, buttons, copying.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;

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
   * The paste with a dot for each character of a secret, so that every offset stays true.
   * @param {string} text @param {number[][]} spans UTF-16
   */
  function blotted(text, spans) {
    return spans.reduce((shown, [start, end]) => shown.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, "•") + shown.slice(end), text);
  }

  /** A part of the answer under its heading. @param {string} key @param {...Node} children */
  const part = (key, ...children) => make("div", `whydenied-part whydenied-${key}`, make("h3", "", say(key)), ...children);

  /** @param {"ol" | "ul"} tag @param {string} name @param {string[]} lines */
  const list = (tag, name, lines) => make(tag, name, ...lines.map((line) => make("li", "", line)));

  /** @param {string} name @param {string} words @param {() => void} act */
  function button(name, words, act) {
    const element = /** @type {HTMLButtonElement} */ (make("button", name, words));
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  /**
   * A button that copies the text of an element, or selects it where the browser does not let a page copy.
   * @param {WhydeniedWidget} widget @param {() => HTMLElement} source
   */
  function copyButton(widget, source) {
    const element = button("whydenied-small whydenied-copy", say("copy"), async () => {
      const words = await copied(source());
      element.textContent = words;
      widget.tell(words);
      setTimeout(() => (element.textContent = say("copy")), 2_500);
    });
    return element;
  }

  /** @param {HTMLElement} source @returns {Promise<string>} what came of it, in words */
  async function copied(source) {
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      return say("copied");
    } catch {
      getSelection()?.selectAllChildren(source);
      return say("selected");
    }
  }

  own.answer = { ...own.answer, utf16, blotted, part, list, button, copyButton };
})();
