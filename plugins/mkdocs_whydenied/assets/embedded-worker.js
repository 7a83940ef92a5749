// The worker of an embedded copy: runs as a classic worker made from memory, where a page from file:// may
// have no other. The build puts Pyodide's two modules and core.js before it as `pyodideModule`,
// `pythonModule` and `coreModule`. The files arrive from the page, as parts of base64 of gzip. Nothing is
// fetched and no Blob is read: browsers refuse both to a worker without an origin.

/** @type {(news: WhydeniedNews) => void} */
const tellPage = (news) => postMessage(news);

/** @type {(text: string) => Uint8Array<ArrayBuffer>} */
const decode =
  Uint8Array.fromBase64 ?? ((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

/**
 * Streams that unpack the embedded files, each made when first named.
 * @type {Map<string, { packed: WritableStreamDefaultWriter, unpacked: ReadableStream<Uint8Array<ArrayBuffer>> }>}
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

/** @param {string} name */
const bytesOf = async (name) => new Uint8Array(await new Response(file(name).unpacked).arrayBuffer());

/** Compiles while the parts arrive, where the browser can. */
function compileEmbedded() {
  const content = new Response(file("pyodide.asm.wasm").unpacked, {
    headers: { "content-type": "application/wasm" },
  });
  return WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(content)
    : content.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}

/** @type {Map<string, number>} */
const received = new Map();

/** @param {MessageEvent<Exclude<WhydeniedOrder, { type: "ask" }>>} order */
self.onmessage = ({ data: order }) => {
  if (order.type === "part") {
    const { packed } = file(order.name);
    packed.write(decode(order.text)).catch(() => {}); // the reading side fails and tells
    if (order.last) packed.close().catch(() => {});
    const loaded = (received.get(order.name) ?? 0) + order.text.length;
    received.set(order.name, loaded);
    tellPage({ type: "progress", name: order.name, loaded });
    return;
  }
  if (typeof WebAssembly !== "object")
    return tellPage({ type: "failed", code: "no-wasm", message: "this browser has no WebAssembly" });
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
      tellPage({ type: "need", name });
      return bytesOf(name);
    },
  };
  for (const input of [source.wasm, source.library, source.checker, source.guide]) input.catch(() => {}); // the core awaits them
  coreModule.serve(source);
};
