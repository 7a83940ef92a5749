// The reader's action in a section's examples: an Allow of other actions of the service becomes one of the
// denied action, so that a copied policy grants what was denied and nothing else.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;

  /** The actions of a statement in JSON: a single one, or a list. */
  const ACTIONS = /"Action"\s*:\s*("[^"]*"|\[[^\]]*\])/g;
  const EFFECTS = /"Effect"\s*:\s*"(\w+)"/g;
  const NAME = /[a-z0-9-]+:\w+\*?/g;
  /** What `aws iam simulate-principal-policy` asks about. */
  const SIMULATED = /--action-names\s+([a-z0-9-]+:\w+)/;

  /**
   * Where an example has actions that the denied one replaces: in a policy of one statement, an Allow without
   * a principal, or in a simulation; only where they are of the same service and others.
   * @param {string} text @param {string} action
   */
  function place(text, action) {
    const effects = [...text.matchAll(EFFECTS)];
    const lists = [...text.matchAll(ACTIONS)];
    const single = lists.length === 1 && effects.length === 1 && effects[0][1] === "Allow";
    const found = single && !text.includes('"Principal"') ? lists[0] : SIMULATED.exec(text);
    if (!found) return null;
    const names = found[1].match(NAME) ?? [];
    const service = `${action.split(":")[0]}:`;
    const others = names.every(
      (name) =>
        name.startsWith(service) && !name.endsWith("*") && name.toLowerCase() !== action.toLowerCase(),
    );
    if (!names.length || !others) return null;
    const end = found.index + found[0].length;
    return { start: end - found[1].length, end, word: found[1] };
  }

  /**
   * The range of some characters of an element's text.
   * @param {Element} element @param {number} start @param {number} end
   */
  function rangeOf(element, start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = /** @type {Text} */ (node);
      if (at <= start && start < at + length) range.setStart(node, start - at);
      if (at < end && end <= at + length) range.setEnd(node, end - at);
      at += length;
    }
    return range;
  }

  /** @type {WhydeniedAnswer["actions"]} */
  const actions = (codes, action) =>
    codes.flatMap((code) => {
      const found = place(code.textContent ?? "", action);
      if (!found) return [];
      const { start, end, word } = found;
      const name = word.includes('"') ? `"${action}"` : action;
      const mark = make("mark", "whydenied-own", word);
      mark.dataset.slot = "action";
      mark.dataset.example = word;
      mark.title = say("own.title", { name: say("own.action"), example: word.replace(/\s+/g, " ") });
      const range = rangeOf(code, start, end);
      range.deleteContents();
      range.insertNode(mark);
      return [{ mark, word, name, slot: "action" }];
    });

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ actions }));
})();
