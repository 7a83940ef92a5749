// Passing an answer on: as Markdown for a chat or a ticket, or as a link that holds the paste. Secrets are in
// neither; the link has account ids replaced.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);
  const { say, make } = own.page;
  const { fold, button, copyButton } = own.answer;

  /** Characters of a link that chats and mail programs still take as one. */
  const LONGEST = 8_000;
  /** Characters of a paste in a link, also of one that somebody made to be unpacked without an end. */
  const MOST = 1_000_000;
  const ACCOUNT = /(?<![\w.])\d{12}(?![\w.])/g;
  /** The account ids of AWS's documentation, as stand-ins that are read like others. */
  const EXAMPLES = ["111122223333", "444455556666", "777788889999", "123456789012"];
  /** @param {number} number */
  const example = (number) => EXAMPLES[number] ?? String(100_000_000_001 + number);
  /** The name of an account for people, as the request to the administrator has it. @param {number} number */
  const letter = (number) =>
    `ACCOUNT-${String.fromCharCode(65 + (number % 26))}${number < 26 ? "" : Math.floor(number / 26) + 1}`;

  /**
   * A text with each account id replaced, the same one by the same name.
   * @param {string} text @param {(number: number) => string} named
   */
  function withoutAccounts(text, named) {
    /** @type {Map<string, string>} */
    const names = new Map();
    return text.replace(ACCOUNT, (account) => {
      const name = names.get(account) ?? named(names.size);
      names.set(account, name);
      return name;
    });
  }

  /**
   * Words about the paste without its secrets.
   * @param {WhydeniedView} view @param {string} words
   */
  const withoutSecrets = ({ report, text, at }, words) =>
    report.secrets
      .map(({ span }) => text.slice(at(span[0]), at(span[1])))
      .sort((a, b) => b.length - a.length) // one can be part of another
      .reduce((left, secret) => left.replaceAll(secret, "•".repeat(secret.length)), words);

  /** A block of code that its own backticks do not end. @param {string} language @param {string} code */
  function fenced(language, code) {
    const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `${fence}${language}\n${code}\n${fence}`;
  }

  /** The answer as Markdown: the sentence, the fix, the findings, the section. @param {WhydeniedView} view */
  function markdown(view) {
    const { report, denial } = view;
    const [sentence, further] = own.answer.result(view);
    const { verdict } = report;
    const lines = [`**${sentence}**`, further, verdict?.denial === report.chosen ? verdict.why : ""];
    const [fix] = report.fixes;
    if (fix) {
      lines.push(`${say("fixes")}: ${fix.title}`);
      if (fix.policy) lines.push(fenced("json", JSON.stringify(fix.policy, null, 2)));
    } else if (denial?.advice.length) lines.push(denial.advice.map((step) => `- ${step}`).join("\n"));
    const found = report.policies.flatMap(({ findings }) => findings);
    if (!denial && found.length)
      lines.push(
        found
          .map(({ severity, code, line, message }) => {
            const place = line === null ? "" : ` (${say("line", { line: view.boxLine(line) })})`;
            return `- ${say(`severity.${severity}`)} \`${code}\`${place}: ${message}`;
          })
          .join("\n"),
      );
    const section = denial && report.sections.find(({ id }) => id === denial.section);
    const http = location.protocol.startsWith("http");
    if (section)
      lines.push(
        http ? `[${section.title}](${new URL(section.url, own.siteRoot).href})` : `${section.title}`,
      );
    return withoutSecrets(view, lines.filter(Boolean).join("\n\n"));
  }

  /** @param {Uint8Array} bytes */
  const encoded = (bytes) =>
    btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");

  /**
   * The address that reproduces the answer, or null where it would be too long.
   * @param {WhydeniedView} view
   */
  async function linkOf(view) {
    const paste = withoutAccounts(view.shown, example);
    const { types } = view.widget.choices;
    const content = new Blob([JSON.stringify({ paste, types })]);
    const stream = content.stream().pipeThrough(new CompressionStream("deflate-raw"));
    const packed = encoded(new Uint8Array(await new Response(stream).arrayBuffer()));
    const address = location.href.split("#")[0] + own.page.PASTE + packed;
    return packed.length > LONGEST ? null : address;
  }

  /** @type {WhydeniedAnswer["opened"]} */
  async function opened(widget, packed) {
    try {
      const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
        char.charCodeAt(0),
      );
      const content = await own.answer.unpacked(new Blob([bytes]), "deflate-raw", MOST);
      const { paste, types } = JSON.parse(new TextDecoder().decode(content));
      if (typeof paste !== "string") throw new Error("no paste");
      widget.take(paste, Array.isArray(types) ? types : []);
    } catch {
      widget.note("link.broken", {}, "whydenied-failure");
    }
  }

  /** @type {WhydeniedAnswer["share"]} */
  function share(view) {
    const { widget } = view;
    const text = make("pre", "whydenied-syntax", "");
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", say("share"));
    const hide = make("input", "");
    hide.type = "checkbox";
    const write = () => {
      const words = markdown(view);
      text.textContent = hide.checked ? withoutAccounts(words, letter) : words;
    };
    hide.addEventListener("change", write);
    const copy = copyButton(widget, () => text, say("share"), say("share.markdown"));
    const mask = make("label", "whydenied-mask", hide, say("mask"));
    const place = make("div", "whydenied-linked");
    const link = button("whydenied-small", say("share.link"), async () => {
      const address = await linkOf(view).catch(() => null);
      if (!address) return place.replaceChildren(make("p", "whydenied-note", say("share.long")));
      const code = make("code", "", address);
      code.tabIndex = 0; // it scrolls
      const note = make("p", "whydenied-note", say("share.what"));
      place.replaceChildren(
        note,
        make(
          "p",
          "whydenied-address",
          code,
          copyButton(widget, () => code, say("share.link")),
        ),
      );
      widget.announce(say("share.what"));
    });
    const folded = fold(
      widget,
      "share",
      say("share"),
      make("div", "whydenied-copied", mask, text, copy),
      make("p", "", link),
      place,
    );
    folded.classList.add("whydenied-fix");
    folded.addEventListener("toggle", write, { once: true });
    if (folded.open) write();
    return folded;
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ share, opened }));
})();
