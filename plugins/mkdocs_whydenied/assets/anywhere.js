// Everywhere on the site: a paste outside of a field goes to the checker, and a copied link opens its paste.
// A page without a checker gets one in place.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  if (!own || own.page.checker) return;

  const { say, make, tryButton, answered, PASTE } = own.page;

  /**
   * The page's checker; where it has none, one comes in place at the top of its text, to be closed again.
   * @returns {WhydeniedWidget}
   */
  function checker() {
    const found = document.querySelector("why-denied");
    if (found) return /** @type {WhydeniedWidget} */ (found);
    const made = /** @type {WhydeniedWidget} */ (document.createElement("why-denied"));
    const host = make("div", "whydenied-host whydenied-brought", made);
    const close = tryButton("×", () => {
      made.forget();
      host.remove();
    });
    close.className = "whydenied-close";
    close.setAttribute("aria-label", say("close"));
    host.append(close);
    const places = ["article", "main", "[role=main]", "body"]; // the innermost has the look of text
    places
      .map((each) => document.querySelector(each))
      .find(Boolean)
      ?.prepend(host);
    return made;
  }

  // A paste while no text control has the focus goes to the checker.
  addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain");
    const place = /** @type {Element} */ (event.composedPath()[0]);
    if (!text?.trim() || place.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    checker().take(text);
  });

  // Material's instant navigation puts other pages into this document: one to which the reader comes back has
  // its checker again.
  window.document$?.subscribe(() => void (answered(`${location.pathname} 0`) && checker()));

  /** Opens a copied link that holds a paste, and takes the paste out of the address. */
  function openLink() {
    if (!location.hash.startsWith(PASTE)) return;
    const packed = location.hash.slice(PASTE.length);
    history.replaceState(history.state, "", location.pathname + location.search);
    const widget = checker();
    own.dress().then(
      () => own.answer.opened(widget, packed),
      (error) => widget.fail(error),
    );
  }

  own.page.checker = checker;
  addEventListener("hashchange", openLink);
  void customElements.whenDefined("why-denied").then(openLink);
})();
