// The fixes, each in every syntax, and the request to the administrator.

/** @import { Fix } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { part, list, button, copyButton, english } = own.answer;

  /** The syntax chosen last, preselected in the next fix. */
  let preferred = "json";
  let made = 0;

  /** @param {WhydeniedView} view */
  function fixes({ widget, report }) {
    const all = report.fixes.map((fix, number) => {
      const layer =
        fix.layer === "none" ? [] : [" ", make("span", "whydenied-layer", say(`layer.${fix.layer}`))];
      const cautions = fix.cautions.length ? [english(list("ul", "whydenied-cautions", fix.cautions))] : [];
      const details = make(
        "details",
        "whydenied-fix",
        make("summary", "", english(make("span", "", fix.title)), ...layer),
        ...syntaxes(widget, fix),
        ...cautions,
      );
      details.open = number === 0;
      return details;
    });
    return part("fixes", ...all, ...request(widget, report));
  }

  /** A fix in its syntaxes, as tabs. @param {WhydeniedWidget} widget @param {Fix} fix */
  function syntaxes(widget, fix) {
    /** @type {[string, string][]} */
    const texts = Object.entries({
      ...(fix.policy && { json: JSON.stringify(fix.policy, null, 2) }),
      ...fix.commands,
    });
    if (!texts.length) return [];
    const id = `whydenied-fix-${++made}`;
    const code = make("code", "");
    const panel = make("pre", "whydenied-syntax", code);
    panel.id = id;
    panel.tabIndex = 0;
    panel.setAttribute("role", "tabpanel");
    const tabs = texts.map(([name]) => {
      const tab = button("whydenied-tab", say(`syntax.${name}`), () => {
        preferred = name;
        show(name);
      });
      tab.id = `${id}-${name}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", id);
      return tab;
    });
    /** @param {string} name */
    const show = (name) => {
      const chosen = Math.max(
        0,
        texts.findIndex(([each]) => each === name),
      );
      code.textContent = texts[chosen][1];
      panel.setAttribute("aria-labelledby", tabs[chosen].id);
      panel.dataset.name = tabs[chosen].textContent ?? "";
      tabs.forEach((tab, at) => {
        tab.setAttribute("aria-selected", String(at === chosen));
        tab.tabIndex = at === chosen ? 0 : -1;
      });
    };
    const bar = make("div", "whydenied-tabs", ...tabs);
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", say("syntaxes"));
    bar.addEventListener("keydown", (event) => {
      const now = tabs.findIndex((tab) => tab === event.target);
      const rtl = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
      const next = { ArrowRight: now + rtl, ArrowLeft: now - rtl, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const tab = tabs[(next + tabs.length) % tabs.length];
      tab.click();
      tab.focus();
    });
    show(preferred);
    return [
      make(
        "div",
        "whydenied-copied",
        bar,
        panel,
        copyButton(widget, () => code),
      ),
    ];
  }

  /**
   * The request to the administrator.
   * @param {WhydeniedWidget} widget @param {WhydeniedReport} report
   */
  function request(widget, { request: text, request_masked: masked }) {
    if (!text) return [];
    const shown = english(make("pre", "whydenied-syntax whydenied-request", text));
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", say("request"));
    const mask = make("input", "");
    mask.type = "checkbox";
    mask.addEventListener("change", () => (shown.textContent = mask.checked ? masked : text));
    const box = make("label", "whydenied-mask", mask, say("mask"));
    const copy = copyButton(widget, () => shown);
    const copied = make("div", "whydenied-copied", box, shown, copy);
    return [make("details", "whydenied-fix", make("summary", "", say("request")), copied)];
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ fixes }));
})();
