// The section that answers, brought into the page under the fix: fetched by its address, its links and ids
// resolved for this page, the reader's names filled in.

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const { copyButton } = own.answer;

  /** Attributes that name ids of the same page. */
  const POINTERS = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "list"];
  /** HTML of the sections that were fetched, by address. @type {Map<string, string>} */
  const fetched = new Map();
  /**
   * The sections that each widget shows, by address: an answer that is drawn again keeps them, opened parts
   * included.
   * @type {WeakMap<WhydeniedWidget, Map<string, { key: string, element: HTMLElement }>>}
   */
  const shown = new WeakMap();
  let made = 0;

  /**
   * The name of a section's file: FNV-1a with 64 bits, as sections.py has it.
   * @param {string} address
   */
  function markOf(address) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(address))
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return hash.toString(16);
  }

  /** The HTML of a section, by its address. @param {string} address @returns {Promise<string>} */
  async function load(address) {
    const { mode, files } = window.whydeniedSite;
    const mark = markOf(address);
    if (mode === "embed") return own.piece("section", mark);
    const file = files.section.replace("{i}", mark);
    const answer = await fetch(new URL(file, own.home));
    if (!answer.ok) throw new Error(`${file}: HTTP status ${answer.status}`);
    return answer.json();
  }

  /** @type {WhydeniedAnswer["here"]} */
  function here(view, lead) {
    const { widget, denial } = view;
    const key = JSON.stringify([denial?.names, denial?.action]);
    const all = shown.get(widget) ?? new Map();
    shown.set(widget, all);
    const last = all.get(lead.url);
    if (last?.key === key) return last.element;
    const title = make("h3", "whydenied-section-title", sectionLink(lead));
    title.tabIndex = -1;
    const element = make("div", "whydenied-part whydenied-section", title);
    all.set(lead.url, { key, element });
    const html = fetched.get(lead.url);
    if (html !== undefined) fill(view, element, title, lead, html);
    else
      load(lead.url).then(
        (text) => {
          fetched.set(lead.url, text);
          fill(view, element, title, lead, text);
        },
        () => {
          all.delete(lead.url); // the next answer tries again
          element.append(make("p", "whydenied-note", say("section.missing")));
        },
      );
    return element;
  }

  /**
   * @param {WhydeniedView} view @param {HTMLElement} element @param {HTMLElement} title
   * @param {WhydeniedTarget} lead @param {string} html
   */
  function fill({ widget, denial }, element, title, lead, html) {
    const body = make("div", "whydenied-section-body");
    body.append(resolved(html, new URL(lead.url, own.siteRoot), title));
    element.append(body);
    for (const code of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("pre > code"))) {
      if (code.closest(".whydenied-forms, .whydenied-sample")) continue;
      code.tabIndex = 0; // it scrolls where a line is longer
      const copy = copyButton(widget, () => code, beginning(code));
      const pre = /** @type {HTMLElement} */ (code.parentElement);
      if (pre.closest(".highlight")) pre.after(copy);
      else {
        // The theme knows no block around its code, in whose corner the button could stand.
        const block = make("div", "whydenied-block");
        pre.replaceWith(block);
        block.append(pre, copy);
      }
    }
    own.answer.filled(title, denial?.names ?? {}, denial?.action);
  }

  /** The first words of a block of code: what its button is called by. @param {HTMLElement} code */
  const beginning = ({ textContent }) => (textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a percent sign of the author's own
    }
  }

  /**
   * The HTML of a section as part of this page: addresses are absolute, ids have a prefix of their own.
   * @param {string} html @param {URL} base address of the section @param {HTMLElement} title
   */
  function resolved(html, base, title) {
    const template = document.createElement("template");
    template.innerHTML = own.html(html);
    const { content } = template;
    for (const extra of content.querySelectorAll("why-denied, script, .headerlink")) extra.remove();
    const prefix = `here-${++made}-`;
    const ids = new Set([...content.querySelectorAll("[id]")].map(({ id }) => id));
    for (const link of content.querySelectorAll("[href]")) {
      const url = new URL(link.getAttribute("href") ?? "", base);
      const id = decoded(url.hash.slice(1));
      const inside = ids.has(id) && url.href.split("#")[0] === base.href.split("#")[0];
      link.setAttribute("href", inside ? `#${prefix}${id}` : url.href);
    }
    for (const image of content.querySelectorAll("[src]"))
      image.setAttribute("src", new URL(image.getAttribute("src") ?? "", base).href);
    for (const each of content.querySelectorAll("[id]")) each.id = prefix + each.id;
    for (const field of content.querySelectorAll("input[name]"))
      field.setAttribute("name", prefix + field.getAttribute("name"));
    for (const name of POINTERS)
      for (const each of content.querySelectorAll(`[${name}]`)) {
        const names = (each.getAttribute(name) ?? "").split(" ");
        each.setAttribute(name, names.map((id) => (ids.has(id) ? prefix + id : id)).join(" "));
      }
    const headings = [...content.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const top = Math.min(...headings.map(({ tagName }) => Number(tagName[1])));
    const under = Number(title.getAttribute("aria-level") ?? 3) + 1;
    for (const heading of headings)
      heading.setAttribute("aria-level", String(Math.min(under + Number(heading.tagName[1]) - top, 6)));
    return content;
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ here }));
})();
