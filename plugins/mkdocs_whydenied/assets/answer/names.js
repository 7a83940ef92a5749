// The reader's names in a section of the guide: replaces the example names in its commands and policies by
// those of the paste. The names are in this document only, in no address and no storage; one click shows the
// examples.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button } = own.answer;

  const examples = window.whydeniedSite.examples;
  /** Context before a function's name; the bare word can also name a table or a team. */
  const OF_FUNCTION =
    /(?:function(?:[-_ ]?name)?["']?[\s:=/]{1,3}["']?|\/aws\/lambda\/|assumed-role\/[\w+=,.@-]{1,30}\/|…:)$/i;
  const EDGE = "[\\p{L}\\p{N}_-]";

  /**
   * The code elements of a section, up to the next heading of its rank; without message forms and samples.
   * @param {HTMLElement} heading
   */
  function codeOf(heading) {
    const ranks = ["H1", "H2", "H3", "H4", "H5", "H6"];
    const rank = ranks.indexOf(heading.tagName);
    /** @type {Element[]} */
    const found = [];
    for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
      const other = ranks.indexOf(next.tagName);
      if (other >= 0 && other <= rank) break;
      found.push(...(next.matches("code") ? [next] : next.querySelectorAll("code")));
    }
    const widget = heading.closest("why-denied");
    return found.filter(
      (code) => !code.closest(".whydenied-forms, .whydenied-sample") && code.closest("why-denied") === widget,
    );
  }

  /** The reader's name for an example's. @typedef {{ slot: string, name: string }} Own */

  /**
   * The example names in a text, as whole words.
   * @param {string} text @param {Map<string, Own>} words by the example's name
   */
  function places(text, words) {
    const alternatives = [...words.keys()]
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    const found = [];
    for (const match of text.matchAll(
      new RegExp(`(^|(?!${EDGE})[^])(${alternatives.join("|")})(?!${EDGE})`, "gu"),
    )) {
      const [, before, word] = match;
      const start = match.index + before.length;
      const own = words.get(word);
      if (!own) continue;
      const alone = start === 0 && /^(?::[\w$*-]+)?$/.test(text.slice(word.length));
      if (own.slot !== "function" || alone || OF_FUNCTION.test(text.slice(Math.max(0, start - 40), start)))
        found.push({ start, word, ...own });
    }
    return found;
  }

  /** Marks the example names in one code element. @param {Element} code @param {Map<string, Own>} words */
  function marks(code, words) {
    /** @type {{ node: Text, start: number }[]} */
    const nodes = [];
    let length = 0;
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({ node: /** @type {Text} */ (node), start: length });
      length += /** @type {Text} */ (node).length;
    }
    const made = [];
    for (const { start, word, slot, name } of places(code.textContent ?? "", words).reverse()) {
      const at = nodes.findLast((each) => each.start <= start);
      if (!at || start + word.length > at.start + at.node.length) continue; // split by the highlighter
      const found = at.node.splitText(start - at.start);
      found.splitText(word.length);
      const mark = make("mark", "whydenied-own", word);
      mark.dataset.slot = slot;
      mark.dataset.example = word;
      mark.title = say("own.title", { name: say(`own.${slot}`), example: word });
      found.replaceWith(mark);
      made.unshift({ mark, word, name, slot });
    }
    return made;
  }

  own.answer.filled = (heading, names, action) => {
    /** @type {Map<string, Own>} */
    const words = new Map();
    for (const [slot, word] of Object.entries(examples)) {
      const name = names[slot];
      if (name && name !== word) words.set(word, { slot, name });
    }
    const codes = codeOf(heading);
    const named = words.size ? codes.flatMap((code) => marks(code, words)) : [];
    const made = [...named, ...(action ? own.answer.actions(codes, action) : [])];
    if (!made.length) return () => {};
    const used = [...words.values()].filter(({ slot }) => made.some((each) => each.slot === slot));
    if (action && made.length > named.length) used.push({ slot: "action", name: action });
    const list = used.flatMap(({ slot, name }, at) => [
      at ? ", " : "",
      `${say(`own.${slot}`)} `,
      make("code", "whydenied-own-name", name),
    ]);
    const notice = make("p", "", say("own.filled"), " ", ...list, " ", say("own.rest"));
    const neutral = make("p", "", say("own.neutral"));
    let filled = false;
    const toggle = button("whydenied-toggle", "", () => show(!filled));
    const note = make("div", "whydenied-filled", notice, neutral, toggle);
    /** @param {boolean} on */
    const show = (on) => {
      filled = on;
      for (const { mark, word, name } of made) {
        mark.textContent = on ? name : word;
        mark.classList.toggle("whydenied-example", !on);
      }
      toggle.textContent = say(on ? "own.hide" : "own.show");
      notice.hidden = !on;
      neutral.hidden = on;
    };
    show(true);
    note.setAttribute("role", "note");
    heading.after(note);
    return () => {
      note.remove();
      for (const { mark, word } of made) {
        const place = mark.parentNode;
        mark.replaceWith(word);
        place?.normalize();
      }
    };
  };
})();
