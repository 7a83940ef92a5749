// The section that an answer led to: the answer docked beside it, with the way back, and the section's
// examples in the reader's own names.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { button, filled, spoken } = own.answer;

  let undo = () => {};

  /** @param {HTMLElement} heading */
  function open(heading) {
    section.forget();
    undo = filled(heading, section.answered.names);
    strip(heading.id);
  }

  /** The answer, docked beside the section, with the way back. @param {string} id */
  function strip(id) {
    document.querySelector(".whydenied-strip")?.remove();
    const close = button("whydenied-close", "×", () => shown.remove());
    close.setAttribute("aria-label", say("close"));
    const back = button("whydenied-back", say("back"), () => {
      const further = history.length - own.page.left; // more than one where the theme notes what is being read
      if (further > 0) history.go(-further);
      else history.back();
    });
    const summary = spoken(make("span", "whydenied-strip-summary", section.answered.summary));
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
   * Copies the address of the section, and which message of the guide led here; it says nothing of the paste.
   * Where a page may not copy, the address is shown selected.
   * @param {string} id
   */
  function linkButton(id) {
    const { form } = section.answered;
    const here = new URL(`#${id}`, location.href);
    here.search = form ? `?${own.page.MESSAGE}=${markOf(form)}` : "";
    const address = here.href;
    const told = make("span", "whydenied-status");
    told.setAttribute("role", "status");
    const link = button("whydenied-link", say("link"), async () => {
      try {
        await navigator.clipboard.writeText(address);
        link.textContent = told.textContent = say("link-copied");
        setTimeout(() => (link.textContent = say("link")), 2_500);
      } catch {
        const shown = make("code", "", address);
        link.before(shown);
        getSelection()?.selectAllChildren(shown);
        link.remove();
        told.textContent = say("selected");
      }
    });
    link.setAttribute("aria-label", say("link-name"));
    return [link, told];
  }

  /**
   * A message form in few characters that stay the same while the form does: the 32 bits of FNV-1a.
   * @param {string} form
   */
  function markOf(form) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(form)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash.toString(36);
  }

  /**
   * The form that an item of a section's box shows, its slots in braces as the guide's author wrote them.
   * @param {Element} code
   */
  const formOf = (code) =>
    [...code.childNodes]
      .map((node) => (node.nodeName === "VAR" ? `{${node.textContent}}` : node.textContent))
      .join("");

  /**
   * Shows the message that a copied link was made from: at the section's head, and where it stands in the
   * section's box.
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
