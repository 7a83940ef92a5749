// The first sentence of an answer, and what to paste next where the paste says too little.

/** @import { Denial } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const { part, list } = own.answer;

  /** Sections that are offered. */
  const MOST = 4;
  /** Nothing but the words for a denial, in a text shorter than SHORT. */
  const SHORT = 120;
  const BARE = /^\W*(?:error|message|code|403|http|\W)*(?:access\W?denied\w*|unauthorized\w*|forbidden)\W*$/i;

  /** @type {WhydeniedAnswer["result"]} */
  function result({ report, denial, text }) {
    if (denial) return [denial.summary || report.summary, ""];
    if (report.policies.length) return ofPolicies(report);
    if (!report.summary)
      return [
        say(text.length < SHORT && BARE.test(text) ? "nothing.bare" : "nothing"),
        say("nothing.further"),
      ];
    const end = report.summary.indexOf(". ") + 1;
    return end ? [report.summary.slice(0, end), report.summary.slice(end + 1)] : [report.summary, ""];
  }

  /**
   * What the rules found in all policies, then what kind of policy it is.
   * @param {WhydeniedReport} report
   * @returns {[string, string]}
   */
  function ofPolicies({ policies, summary }) {
    const all = policies.flatMap(({ findings }) => findings);
    /** @param {string} severity */
    const count = (severity) => all.filter((finding) => finding.severity === severity).length;
    const worst = ["error", "security", "warning", "suggestion"].find(count) ?? "none";
    const number = count(worst);
    return [say(`result.${worst}${number === 1 ? "-one" : ""}`, { count: number }), summary];
  }

  /**
   * Whether a message tells of a denial and of nothing that leads to its cause.
   * @param {Denial} denial
   */
  const wordless = (denial) =>
    !denial.principal && !denial.effect && !denial.policy_type && !denial.encoded_message;

  /**
   * Whether a message ends before it says what was denied, as one does of which half was copied.
   * @param {Denial} denial
   */
  const brokenOff = ({ principal, action, operation }) => principal && !action && !operation;

  /**
   * The table of common errors: brought here, or a link to it where the page itself has it.
   * @param {WhydeniedView} view
   */
  function common(view) {
    const { common } = window.whydeniedSite;
    if (!common) return [];
    const there = document.getElementById(common.url.split("#")[1]);
    return [there ? make("p", "whydenied-common", sectionLink(common)) : own.answer.here(view, common)];
  }

  /** Sections to offer for a text: first those that its words speak for. @param {string} text */
  function likely(text) {
    const lower = text.toLowerCase();
    const all = window.whydeniedSite.perhaps;
    const spoken = all.filter(({ words }) => words.some((word) => lower.includes(word)));
    return [...spoken, ...all.filter(({ words }) => !words.length)].slice(0, MOST);
  }

  /** From this score on a section answers; below it, it is only near. */
  const SURE = 0.5;

  /** @type {WhydeniedAnswer["nearest"]} */
  function nearest({ report, denial }) {
    const { sections } = report;
    const first = sections.find((section) => section.id === denial?.section) ?? sections[0];
    return first && first.score < SURE ? sections.slice(0, MOST) : [];
  }

  /** @type {WhydeniedAnswer["policiesHelp"]} */
  const policiesHelp = ({ fixes }) => fixes[0]?.layer !== "none";

  /** @type {WhydeniedAnswer["next"]} */
  function next(view) {
    const { report, denial } = view;
    const half = denial && brokenOff(denial);
    const enough = denial
      ? denial.form || !own.answer.policiesHelp(report) || !(half || wordless(denial))
      : report.sections.length || report.policies.length;
    if (enough) return [];
    const call = denial?.operation ?? "";
    const lines = [half ? "rest" : "whole", "verbose", call ? "trail-call" : "trail", "encoded"];
    const steps = part(
      "next",
      list(
        "ul",
        "",
        lines.map((line) => say(`next.${line}`, { call })),
      ),
    );
    const offered = denial ? nearest(view) : likely(view.text);
    const links = offered.map((section) => make("li", "", sectionLink(section)));
    const perhaps = links.length ? [part("perhaps", make("ul", "", ...links))] : [];
    return [steps, ...perhaps, ...(half ? [] : common(view))];
  }

  Object.assign(
    own.answer,
    /** @satisfies {Partial<WhydeniedAnswer>} */ ({ result, next, nearest, policiesHelp }),
  );
})();
