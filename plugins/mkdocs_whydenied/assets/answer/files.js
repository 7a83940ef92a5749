// Files that are dropped on the checker: text in UTF-8 or UTF-16, also in gzip, as CloudTrail delivers logs.
// Any other file gets a sentence with the reason.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied);

  const MEGA = 1e6;
  /**
   * Limit in bytes for all files together: more than any message or policy, and still checked in a moment.
   */
  const MOST = 2 * MEGA;

  class Unreadable extends Error {}

  /** @type {WhydeniedAnswer["dropped"]} */
  async function dropped(widget, files, box) {
    /** @type {string[]} */
    const texts = [];
    let left = MOST;
    for (const file of files) {
      try {
        const bytes = await contentOf(file, left);
        left -= bytes.length;
        texts.push(decoded(bytes));
      } catch (error) {
        const key = error instanceof Unreadable ? error.message : "unreadable";
        return widget.note(`file.${key}`, { name: file.name, limit: MOST / MEGA }, "whydenied-failure");
      }
    }
    const text = texts.join("\n\n");
    if (box === widget.box) return widget.take(text);
    box.value = text;
    widget.typed();
  }

  /** The bytes of a file; CloudTrail delivers its logs in gzip. @param {File} file @param {number} most */
  async function contentOf(file, most) {
    if (file.size > most) throw new Unreadable("large");
    const bytes = new Uint8Array(await file.arrayBuffer());
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(new Blob([bytes]), "gzip", most) : bytes;
  }

  /** @type {WhydeniedAnswer["unpacked"]} */
  async function unpacked(packed, format, most) {
    const reader = packed.stream().pipeThrough(new DecompressionStream(format)).getReader();
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = [];
    let size = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (next.value));
      size += next.value.length;
      if (size > most) throw new Unreadable("large");
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
      // not text in this encoding
    }
    throw new Unreadable("binary");
  }

  Object.assign(own.answer, /** @satisfies {Partial<WhydeniedAnswer>} */ ({ dropped, unpacked }));
})();
