// The section that an answer leads to: the answer docked beside it, with the way back, and the section's
// examples in the reader's own names.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button, filled, english } = own.answer;

  let undo = () => {};

  /** @param {HTMLElement} heading */
  function open(heading) {
    section.forget();
    undo = filled(heading, section.answered.names, section.answered.action);
    strip(heading.id);
  }

  /** The answer, docked beside the section, with the way back. @param {string} id */
  function strip(id) {
    document.querySelector(".whydenied-strip")?.remove();
    const close = button("whydenied-close", "×", () => shown.remove());
    close.setAttribute("aria-label", say("close"));
    const back = button("whydenied-back", say("back"), () => {
      // More than one where the theme adds an entry for each heading that is scrolled to.
      const further = history.length - own.page.left;
      if (further > 0) history.go(-further);
      else history.back();
    });
    const summary = english(make("span", "whydenied-strip-summary", section.answered.summary));
    const shown = make(
      "aside",
      "whydenied-strip",
      summary,
      make("span", "whydenied-strip-acts", back, ...linkButton(id)),
      close,
    );
    shown.setAttribute("aria-label", say("strip"));
    document.body.append(shown);
  }

  /**
   * Copies the address of the section with a hash of the message form that led here, and nothing of the
   * paste. Where the browser blocks copying, shows the address selected.
   * @param {string} id
   */
  function linkButton(id) {
    const { form } = section.answered;
    const here = new URL(`#${id}`, location.href);
    here.search = form ? `?${own.page.MESSAGE}=${markOf(form)}` : "";
    const address = here.href;
    const status = make("span", "whydenied-status");
    status.setAttribute("role", "status");
    const link = button("whydenied-link", say("link"), async () => {
      try {
        await navigator.clipboard.writeText(address);
        link.textContent = status.textContent = say("link-copied");
        setTimeout(() => (link.textContent = say("link")), 2_500);
      } catch {
        const shown = make("code", "", address);
        link.before(shown);
        getSelection()?.selectAllChildren(shown);
        link.remove();
        status.textContent = say("selected");
      }
    });
    link.setAttribute("aria-label", say("link-name"));
    return [link, status];
  }

  /**
   * A short hash of a message form: FNV-1a with 32 bits.
   * @param {string} form
   */
  function markOf(form) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(form)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash.toString(36);
  }

  /**
   * The message form of a list item, its slots in braces as in the guide's source.
   * @param {Element} code
   */
  const formOf = (code) =>
    [...code.childNodes]
      .map((node) => (node.nodeName === "VAR" ? `{${node.textContent}}` : node.textContent))
      .join("");

  /**
   * Shows the message form of a copied link below the section's heading.
   * @param {HTMLElement} heading @param {string} mark
   */
  function point(heading, mark) {
    const all = [...document.querySelectorAll(".whydenied-forms li > code")];
    const code = all.find((each) => markOf(formOf(each)) === mark);
    if (!code || document.querySelector(".whydenied-pointed")) return;
    const message = /** @type {HTMLElement} */ (code.cloneNode(true));
    heading.after(make("p", "whydenied-pointed", say("pointed"), " ", message));
  }

  /** @type {WhydeniedAnswer["section"]} */
  const section = {
    answered: { summary: "", names: {} },
    open,
    point,
    forget() {
      undo();
      undo = () => {};
    },
  };
  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ section }));
})();
