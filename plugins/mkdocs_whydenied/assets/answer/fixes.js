// The fixes, each in every syntax, and the request to the administrator.

/** @import { Fix } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { part, fold, list, button, copyButton, english, prose, change, apply, share, unbroken } = own.answer;

  /** The syntax chosen last, preselected in the next fix. */
  let preferred = "json";
  let made = 0;

  /** Cautions beside a fix; the others are among the checks. */
  const BESIDE = 2;

  /** @type {WhydeniedAnswer["fixes"]} */
  function fixes(view) {
    const { report } = view;
    const all = [...report.fixes, ...(report.together ? [report.together] : [])];
    const shown = all.map((fix, number) => one(view, fix, number));
    return part("fixes", ...shown, ...request(view), share(view));
  }

  /**
   * One fix; the first stands open.
   * @param {WhydeniedView} view @param {Fix} fix @param {number} number
   */
  function one(view, fix, number) {
    const layer =
      fix.layer === "none" ? [] : [" ", make("span", "whydenied-layer", say(`layer.${fix.layer}`))];
    const title = [english(make("span", "", ...prose(fix.title))), ...layer];
    const content = [...edited(view, fix), ...syntaxes(view.widget, fix), ...steps(view, fix, number)];
    const cautions = fix.cautions.slice(0, BESIDE);
    if (cautions.length) content.push(english(list("ul", "whydenied-cautions", cautions)));
    if (number === 0)
      return make("div", "whydenied-fix", make("p", "whydenied-fix-title", ...title), ...content);
    return make("details", "whydenied-fix", make("summary", "", ...title), ...content);
  }

  /**
   * The change of the reader's own policy, as lines before and after.
   * @param {WhydeniedView} view @param {Fix} fix
   */
  function edited(view, { edit, title }) {
    if (!edit) return [];
    const put = button("whydenied-small", say("apply"), () => apply(view, [edit], "fix", "undo"));
    put.dataset.key = "apply-fix";
    put.setAttribute("aria-label", `${say("apply")}: ${title}`);
    return [
      make("div", "whydenied-edited", change(view, edit), put),
      make("p", "whydenied-note", say("edited")),
    ];
  }

  /**
   * The first steps, where the first fix is not one to copy, or is not all there is to do; none beside a
   * condition to meet, which another Allow would only evade.
   * @param {WhydeniedView} view @param {Fix} fix @param {number} number
   */
  function steps({ denial }, fix, number) {
    const advice = denial?.advice ?? [];
    const copied = Boolean(fix.policy || fix.edit || Object.keys(fix.commands).length);
    if (number > 0 || fix.kind === "meet-condition" || !advice.length || (copied && advice.length === 1))
      return [];
    return [english(list("ol", "whydenied-advice", advice))];
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
      code.replaceChildren(...unbroken(texts[chosen][1]));
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
        copyButton(widget, () => code, fix.title),
      ),
    ];
  }

  /** The request to the administrator. @param {WhydeniedView} view */
  function request({ widget, report }) {
    const { request: text, request_masked: masked } = report;
    if (!text) return [];
    const shown = english(make("pre", "whydenied-syntax whydenied-request", text));
    shown.tabIndex = 0;
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", say("request"));
    const mask = make("input", "");
    mask.type = "checkbox";
    mask.addEventListener("change", () => (shown.textContent = mask.checked ? masked : text));
    const box = make("label", "whydenied-mask", mask, say("mask"));
    const copy = copyButton(widget, () => shown, say("request"));
    const copied = make("div", "whydenied-copied", box, shown, copy);
    const folded = fold(widget, "ask", say("request"), copied);
    folded.classList.add("whydenied-fix");
    return [folded];
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ fixes }));
})();
