// Loads a file of the checker so that every fault has its cause: what the page and its worker share. A file's
// name carries the digest of its content, so that what arrives is verified before it is used.
self.whydeniedLoading ??= (() => {
  /** Bytes above which a file that the server sends uncompressed is worth a request for its packed copy. */
  const SMALL = 200_000;
  const SCRIPT = /^(?:text|application)\/(?:x-)?(?:java|ecma)script\b/i;
  /** What a browser demands before it runs or applies a file; no other type matters. */
  const TYPES = [
    { file: /\.js$/, type: SCRIPT, wanted: "text/javascript" },
    { file: /\.css$/, type: /^text\/css\b/i, wanted: "text/css" },
  ];

  /** The directives of security policies by the addresses that they blocked. @type {Map<string, string>} */
  const blocked = new Map();
  addEventListener("securitypolicyviolation", (event) => {
    const { blockedURI, effectiveDirective } = /** @type {SecurityPolicyViolationEvent} */ (event);
    blocked.set(blockedURI, effectiveDirective);
  });

  /** @type {WhydeniedLoading["failure"]} */
  const failure = (code, values = {}) => {
    const error = new Error(`${code} ${Object.values(values).join(" ")}`.trim());
    return Object.assign(error, { code, values });
  };

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

  /**
   * SHA-256 for pages without a secure context, an intranet over http, say: browsers hide theirs there.
   * @type {WhydeniedLoading["plainDigest"]}
   */
  const plainDigest = (bytes) => {
    const fraction = (/** @type {number} */ root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
    const primes = /** @type {number[]} */ ([]);
    for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
    const keys = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
    const state = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
    const words = new Int32Array(64);
    const padded = (bytes.length + 9 + 63) & ~63;
    const tail = new Uint8Array(padded - (bytes.length & ~63));
    tail.set(bytes.subarray(bytes.length & ~63));
    tail[bytes.length & 63] = 128;
    const end = new DataView(tail.buffer);
    end.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29));
    end.setUint32(tail.length - 4, bytes.length << 3);
    const whole = new DataView(bytes.buffer, bytes.byteOffset, bytes.length & ~63);
    for (const view of [whole, end])
      for (let at = 0; at < view.byteLength; at += 64) {
        for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
        for (let i = 16; i < 64; i++) {
          const [x, y] = [words[i - 15], words[i - 2]];
          const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
          const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
          words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
        }
        let [a, b, c, d, e, f, g, h] = state;
        for (let i = 0; i < 64; i++) {
          const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
          const first = (h + high + ((e & f) ^ (~e & g)) + keys[i] + words[i]) | 0;
          const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
          const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
          h = g;
          g = f;
          f = e;
          e = (d + first) | 0;
          d = c;
          c = b;
          b = a;
          a = (first + second) | 0;
        }
        [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] + value) | 0));
      }
    const out = new DataView(new ArrayBuffer(32));
    state.forEach((value, i) => out.setInt32(4 * i, value));
    return out.buffer;
  };

  /** @type {WhydeniedLoading["isWhole"]} */
  const isWhole = async (bytes, file) => {
    const stated = /\.([0-9a-f]{8})\.\w+$/.exec(file)?.[1];
    const digest = self.crypto?.subtle ? await crypto.subtle.digest("SHA-256", bytes) : plainDigest(bytes);
    const first = new Uint8Array(digest, 0, 4);
    return stated === Array.from(first, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
    const demand = run ? TYPES.find((each) => each.file.test(file)) : undefined;
    if (demand && !demand.type.test(type))
      throw failure("wrong-type", { file, type: type || "?", wanted: demand.wanted });
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

  return { failure, known, isWhole, load, blockedBy, plainDigest };
})();
