// Files that are dropped on the checker: text in any of the encodings that terminals write, logs as
// CloudTrail delivers them; all else in a sentence.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);

  const MEGA = 1e6;
  /**
   * Bytes of all files together: more than any message or policy has, and what the checker reads in a moment.
   */
  const MOST = 2 * MEGA;

  class Refused extends Error {}

  /** @type {WhydeniedAnswer["dropped"]} */
  async function dropped(widget, files, box) {
    /** @type {string[]} */
    const texts = [];
    let left = MOST;
    for (const file of files) {
      try {
        const bytes = await unpacked(file, left);
        left -= bytes.length;
        texts.push(decoded(bytes));
      } catch (error) {
        const key = error instanceof Refused ? error.message : "unreadable";
        return widget.note(`file.${key}`, { name: file.name, limit: MOST / MEGA }, "whydenied-failure");
      }
    }
    const text = texts.join("\n\n");
    if (box === widget.box) return widget.take(text);
    box.value = text;
    widget.typed();
  }

  /** The bytes of a file; CloudTrail delivers its logs in gzip. @param {File} file @param {number} most */
  async function unpacked(file, most) {
    if (file.size > most) throw new Refused("large");
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = [];
    let size = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (next.value));
      size += next.value.length;
      if (size > most) throw new Refused("large");
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  /** Bytes as text: UTF-8, or UTF-16 with its mark, as PowerShell writes it. @param {Uint8Array} bytes */
  function decoded(bytes) {
    const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join()];
    try {
      const text = new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text;
    } catch {
      // no text of that encoding
    }
    throw new Refused("binary");
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ dropped }));
})();
