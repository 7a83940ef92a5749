// The first sentence of an answer, and what to paste next where the paste says too little.

/** @import { Denial } from "../report.d.ts" */

(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make, sectionLink } = own.page;
  const { part, list } = own.answer;

  /** @type {WhydeniedAnswer["result"]} */
  function result({ report, denial }) {
    if (denial) return [denial.summary || report.summary, ""];
    if (report.policies.length) return ofPolicies(report);
    if (!report.summary) return [say("nothing"), say("nothing.further")];
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
   * @param {Denial | undefined} denial
   */
  const wordless = (denial) =>
    denial && !denial.principal && !denial.effect && !denial.policy_type && !denial.encoded_message;

  /** @type {WhydeniedAnswer["next"]} */
  function next({ report, denial }) {
    if (denial ? !wordless(denial) || denial.form : report.sections.length || report.policies.length)
      return [];
    const call = denial?.operation ?? "";
    const lines = ["whole", "verbose", call ? "trail-call" : "trail", "encoded"];
    const steps = part(
      "next",
      list(
        "ul",
        "",
        lines.map((line) => say(`next.${line}`, { call })),
      ),
    );
    if (denial) return [steps];
    const links = window.whydeniedSite.perhaps.map((section) => make("li", "", sectionLink(section)));
    return links.length ? [steps, part("perhaps", make("ul", "", ...links))] : [steps];
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ result, next }));
})();
