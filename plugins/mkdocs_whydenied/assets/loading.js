// Loads a file of the checker so that every fault has its cause: what the page and its worker share. A file's
// name carries the digest of its content, so that what arrives is verified before it is used.
self.whydeniedLoading ??= (() => {
  /** Bytes above which a file that the server sends uncompressed is worth a request for its packed copy. */
  const SMALL = 200_000;
  /** What a browser demands before it runs a script; of a style it is text/css. */
  const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/i;

  /** The directives of security policies by the addresses that they blocked. @type {Map<string, string>} */
  const blocked = new Map();
  addEventListener("securitypolicyviolation", (event) => {
    const { blockedURI, effectiveDirective } = /** @type {SecurityPolicyViolationEvent} */ (event);
    blocked.set(blockedURI, effectiveDirective);
  });

  /** @type {WhydeniedLoading["failure"]} */
  const failure = (code, values = {}) => Object.assign(new Error(code), { code, values });

  /** A failure that is ours, as it is; any other error by what it is. @type {WhydeniedLoading["known"]} */
  const known = (error, code = "crashed", values = {}) => {
    const { code: own, name, message, type } = /** @type {WhydeniedFailure & { type?: string }} */ (error);
    if (typeof own === "string") return /** @type {WhydeniedFailure} */ (error);
    // Of Python, of the engine's allocator, of an array that is too long.
    if (type === "MemoryError" || /out of memory|allocat|MemoryError/i.test(`${name} ${message}`))
      return failure("memory");
    return failure(code, { reason: message ?? String(error), ...values });
  };

  /** @type {WhydeniedLoading["blockedBy"]} */
  const blockedBy = async (address) => {
    await new Promise((resolve) => setTimeout(resolve, 50)); // the browser tells of it afterwards
    return blocked.get(address);
  };

  /** @type {WhydeniedLoading["states"]} */
  const states = (file, digest) => {
    const first = new Uint8Array(digest, 0, 4);
    const hex = Array.from(first, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return /\.([0-9a-f]{8})\.\w+$/.exec(file)?.[1] === hex;
  };

  /** @type {WhydeniedLoading["isWhole"]} */
  const isWhole = async (bytes, file) => {
    const subtle = self.crypto?.subtle;
    const digest = subtle ? await subtle.digest("SHA-256", bytes) : self.whydeniedDigest?.(bytes);
    return !digest || states(file, digest); // without a secure context the worker alone can tell
  };

  /** Ends a request that brings nothing for a time; bytes that arrive prolong it. @param {number} stall */
  const watched = (stall) => {
    const control = new AbortController();
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = /** @type {number} */ (/** @type {unknown} */ (setTimeout(() => control.abort(), stall)));
    };
    alive();
    return { signal: control.signal, alive, end: () => clearTimeout(timer) };
  };

  /**
   * What a server sends for a file, once it is known to be that file.
   * @param {WhydeniedFile} request @param {RequestCache} cache @param {AbortSignal} signal
   */
  async function open({ file, base, run, stall }, cache, signal) {
    const address = new URL(file, base);
    const response = await fetch(address, { cache, signal }).catch(async () => {
      if (signal.aborted) throw failure("stalled", { file, seconds: stall / 1000 });
      const directive = await blockedBy(address.href);
      throw directive ? failure("blocked", { directive }) : failure("offline", { file });
    });
    const { status, headers } = response;
    const type = headers.get("content-type") ?? "";
    if ([404, 410].includes(status)) throw failure("missing-file", { file, status });
    if (!response.ok) throw failure("server", { file, status });
    if (/^text\/html\b/i.test(type)) throw failure("page-instead", { file });
    const css = file.endsWith(".css");
    if (run && !(css ? /^text\/css\b/i : SCRIPT).test(type))
      throw failure("wrong-type", { file, type: type || "?", wanted: css ? "text/css" : "text/javascript" });
    // Some hosts compress nothing: a third of the bytes lies beside each large file that is not run as it is.
    const asItIs = !headers.has("content-encoding") && Number(headers.get("content-length")) > SMALL;
    if (!asItIs || run || cache !== "default") return response;
    const packed = await fetch(`${address}.gz`, { signal }).catch(() => null);
    if (!packed?.ok || !packed.body || /^text\/html\b/i.test(packed.headers.get("content-type") ?? ""))
      return response;
    response.body?.cancel();
    // Where the server sends `.gz` as an encoding, the browser has unpacked it already.
    const body = packed.headers.has("content-encoding")
      ? packed.body
      : packed.body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": type } });
  }

  /**
   * @template Used
   * @param {WhydeniedFile} request @param {RequestCache} cache
   * @param {((response: Response) => Promise<Used>) | undefined} use
   */
  async function once(request, cache, use) {
    const { file, stall, onBytes } = request;
    const watch = watched(stall);
    try {
      const response = await open(request, cache, watch.signal);
      // The one that uses it gets the response itself, so that the browser can cache compiled code.
      const copy = use ? response.clone() : response;
      const used = use?.(response);
      used?.catch(() => {});
      const pieces = [];
      let loaded = 0;
      try {
        const body = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (copy.body).getReader();
        for (let step = await body.read(); !step.done; step = await body.read()) {
          watch.alive();
          pieces.push(step.value);
          loaded += step.value.length;
          onBytes?.(loaded);
        }
      } catch (error) {
        throw watch.signal.aborted
          ? failure("stalled", { file, seconds: stall / 1000 })
          : failure("damaged", { file });
      }
      watch.end();
      const content = new Uint8Array(loaded);
      let at = 0;
      for (const piece of pieces) {
        content.set(piece, at);
        at += piece.length;
      }
      if (!(await isWhole(content, file))) throw failure("damaged", { file });
      return { content, used: await used };
    } finally {
      watch.end();
    }
  }

  /** @type {WhydeniedLoading["load"]} */
  const load = async (request, use) => {
    try {
      return await once(request, "default", use);
    } catch (error) {
      // A cache may keep what was wrong once: ask the server itself, but do not wait for it twice.
      if (["stalled", "blocked", "memory"].includes(known(error).code)) throw error;
      return once(request, "reload", use);
    }
  };

  return { failure, known, states, isWhole, load, blockedBy };
})();
