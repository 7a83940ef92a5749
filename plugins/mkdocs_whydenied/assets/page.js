// What the scripts of a page share, and what its sections need: links that lead to them, the arrival at one,
// a button beside each sample.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  if (!own || own.page) return;

  const texts = window.whydeniedSite.texts;

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
    const widget = /** @type {WhydeniedWidget | null} */ (document.querySelector("why-denied"));
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

  /** Start of the fragment of a copied link that holds a paste. */
  const PASTE = "#paste=";

  own.page = {
    say,
    make,
    tryButton,
    sectionLink,
    offerSamples,
    answered: () => false,
    MESSAGE,
    PASTE,
    left: 0,
  };

  // Following a link to a fragment fires popstate, too: remove mark and strip only on leaving the section.
  addEventListener("popstate", () => {
    const arrived = document.querySelector(".whydenied-arrived");
    if (expected || (arrived && arrived.id === fragment(location))) return;
    document.querySelector(".whydenied-strip")?.remove();
    arrived?.classList.remove("whydenied-arrived");
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
