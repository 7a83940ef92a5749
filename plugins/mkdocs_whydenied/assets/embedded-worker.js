// The worker of an embedded copy: a classic worker made from memory, the only kind that pages from file://
// can start. The build puts Pyodide's two modules and core.js before it as `pyodideModule`, `pythonModule`
// and `coreModule`, and loading.js. The page sends the files as parts of base64 of gzip. Nothing is fetched,
// and no Blob is read: browsers block both in a worker without an origin.

/** @type {(news: WhydeniedNews) => void} */
const post = (news) => postMessage(news);

/** @type {(text: string) => Uint8Array<ArrayBuffer>} */
const decode =
  Uint8Array.fromBase64 ?? ((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

/**
 * A stream that unpacks an embedded file.
 * @typedef {object} Unpacking
 * @property {WritableStreamDefaultWriter} packed
 * @property {ReadableStream<Uint8Array<ArrayBuffer>>} unpacked
 */

/**
 * By the name of the file; made when a name is first used.
 * @type {Map<string, Unpacking>}
 */
const files = new Map();

/** @param {string} name */
function file(name) {
  let entry = files.get(name);
  if (!entry) {
    const stream = new DecompressionStream("gzip");
    entry = { packed: stream.writable.getWriter(), unpacked: stream.readable };
    files.set(name, entry);
  }
  return entry;
}

/** Why files do not come whole, by name: streams hand on errors of their own. @type {Map<string, Error>} */
const lost = new Map();

/** @param {string} name @returns {(error: unknown) => never} */
const spoilt = (name) => (error) => {
  throw lost.get(name) ?? self.whydeniedLoading.known(error, "damaged", { file: name });
};

/** The content of a file, which gzip's own checksum has verified. @param {string} name */
const bytesOf = (name) =>
  new Response(file(name).unpacked).arrayBuffer().then((content) => new Uint8Array(content), spoilt(name));

/** Compiles while the parts arrive, where the browser can. */
function compileEmbedded() {
  const content = new Response(file("pyodide.asm.wasm").unpacked, {
    headers: { "content-type": "application/wasm" },
  });
  const compiled = WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(content)
    : content.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
  return compiled.catch(spoilt("pyodide.asm.wasm"));
}

/** @type {Map<string, number>} */
const received = new Map();

/** @param {MessageEvent<Exclude<WhydeniedOrder, { type: "ask" }>>} order */
self.onmessage = ({ data: order }) => {
  if (order.type === "part") {
    const { packed } = file(order.name);
    lost.delete(order.name);
    try {
      packed.write(decode(order.text)).catch(() => {}); // the reading side reports the error
      if (order.last) packed.close().catch(() => files.delete(order.name));
    } catch {
      packed.abort(); // not base64: damaged
    }
    const loaded = (received.get(order.name) ?? 0) + order.text.length;
    received.set(order.name, loaded);
    post({ type: "progress", name: order.name, loaded });
    return;
  }
  if (order.type === "lost") {
    const { name, code, values } = order;
    lost.set(name, self.whydeniedLoading.failure(code, values));
    file(name).packed.abort();
    files.delete(name); // the next try begins anew
    return;
  }
  if (typeof WebAssembly !== "object") return post({ type: "failed", code: "no-wasm" });
  /** @type {WhydeniedSource} */
  const source = {
    modules: Promise.resolve({
      loadPyodide: pyodideModule.loadPyodide,
      createPyodideModule: pythonModule.default,
    }),
    wasm: compileEmbedded(),
    library: bytesOf("library.zip"),
    checker: bytesOf("checker.bin"),
    guide: bytesOf("guide.json").then((content) => new TextDecoder().decode(content)),
    info: order.info,
    later: (name) => {
      post({ type: "need", name });
      return bytesOf(name);
    },
    whole: order.whole,
    keepCold: null,
    cold: async () => WebAssembly.compile(await source.later("pyodide.cold.wasm")),
    coldNow: () => {
      throw new Error("an embedded file cannot be read at once");
    },
  };
  // The core awaits these later: until then a rejection counts as unhandled.
  for (const input of [source.wasm, source.library, source.checker, source.guide]) input.catch(() => {});
  coreModule.serve(source);
};
