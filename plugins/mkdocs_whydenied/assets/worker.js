// The worker of a site on a web server: a module worker that fetches the runtime's files from beside itself.
// No eval, no blob:, no data: — `script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'`
// is enough.

/** Bytes between two messages about progress: some fifty for the whole runtime. */
const STEP = 300_000;
/** Bytes from which a file is worth a second request where the server compresses nothing. */
const SMALL = 200_000;

/** @type {(news: WhydeniedNews) => void} */
const tell = (news) => postMessage(news);

/** @param {string} message */
const missing = (message) => Object.assign(new Error(message), { code: "missing-file" });

/** @param {MessageEvent<Extract<WhydeniedOrder, { type: "start" }>>} order */
self.onmessage = async ({ data: { files, sizes, info } }) => {
  /** @param {string} name */
  const address = (name) => new URL(files[name], import.meta.url);

  /** @param {string} name */
  async function open(name) {
    const response = await fetch(address(name)).catch((error) => {
      throw missing(`${files[name]}: ${error.message}`);
    });
    if (!response.ok) throw missing(`${files[name]}: HTTP status ${response.status}`);
    const asItIs =
      !response.headers.has("content-encoding") && Number(response.headers.get("content-length")) > SMALL;
    return asItIs ? packed(name, response) : response;
  }

  /**
   * The file that a server would send as it lies there, unpacked here from the one beside it: a third of the
   * bytes.
   * @param {string} name
   * @param {Response} plain what the server has begun to send
   */
  async function packed(name, plain) {
    const response = await fetch(`${address(name)}.gz`).catch(() => null);
    if (!response?.ok || !response.body) return plain;
    plain.body?.cancel();
    // A server that takes the ending for an encoding has had the browser unpack it already.
    const body = response.headers.has("content-encoding")
      ? response.body
      : response.body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": plain.headers.get("content-type") ?? "" } });
  }

  /**
   * Reads a response to its end, hands each piece on and tells how far it has come.
   * @param {string} name
   * @param {Response} response
   * @param {(piece: Uint8Array, offset: number) => void} [take]
   */
  async function read(name, response, take) {
    const total = sizes[name];
    let [loaded, told] = [0, 0];
    try {
      const body = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
      for (let step = await body.read(); !step.done; step = await body.read()) {
        take?.(step.value, loaded);
        loaded += step.value.length;
        if (loaded - told < STEP && loaded < total) continue;
        tell({ type: "progress", name, loaded });
        told = loaded;
      }
    } catch (error) {
      throw missing(`${files[name]} broke off after ${loaded} of ${total} bytes: ${error}`);
    }
    if (loaded !== total) throw missing(`${files[name]} has ${loaded} bytes instead of ${total}`);
  }

  /** @param {string} name @param {Response} [response] */
  async function bytes(name, response) {
    const content = new Uint8Array(sizes[name]);
    await read(name, response ?? (await open(name)), (piece, offset) => {
      if (offset + piece.length <= content.length) content.set(piece, offset);
    });
    return content;
  }

  /** Compiles while the bytes arrive, if the server names the type that this needs. */
  async function compile() {
    const name = "pyodide.asm.wasm";
    const response = await open(name);
    if (!response.headers.get("content-type")?.startsWith("application/wasm"))
      return WebAssembly.compile(await bytes(name, response));
    // The response itself goes to the compiler, so that the browser may keep what it compiled; a copy is
    // counted.
    const counted = read(name, response.clone());
    const [, module] = await Promise.all([counted, WebAssembly.compileStreaming(response)]);
    return module;
  }

  /** @template {keyof WhydeniedModules} Name @param {Name} name @returns {Promise<WhydeniedModules[Name]>} */
  async function load(name) {
    const module = await import(address(name).href).catch((error) => {
      throw missing(`${files[name]}: ${error.message}`);
    });
    tell({ type: "progress", name, loaded: sizes[name] });
    return module;
  }

  const wasm = compile();
  /** @type {WhydeniedSource} */
  const source = {
    modules: Promise.all([load("pyodide.js"), load("pyodide.asm.js")]).then(([api, python]) => ({
      loadPyodide: api.loadPyodide,
      createPyodideModule: python.default,
    })),
    wasm,
    library: bytes("library.zip"),
    // Python takes longer to start than this file to come: on a slow line it must not delay what the start
    // waits for.
    checker: wasm.catch(() => {}).then(() => bytes("checker.bin")),
    guide: bytes("guide.json").then((content) => new TextDecoder().decode(content)),
    info,
    later: async (name) => new Uint8Array(await (await open(name)).arrayBuffer()),
  };
  for (const input of [source.modules, source.wasm, source.library, source.checker, source.guide])
    input.catch(() => {}); // the core awaits them
  try {
    (await load("core.js")).serve(source);
  } catch (error) {
    const { code, message } = /** @type {WhydeniedFailure} */ (error);
    tell({ type: "failed", code, message });
  }
};
