// The worker of a site on a web server: a module worker that fetches the runtime's files from its own folder.
// Needs no eval, no blob: and no data:, only `script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';
// connect-src 'self'`.

/** Bytes between two progress messages: about fifty for the whole runtime. */
const STEP = 300_000;
/** Milliseconds that a cold function waits for the cold half: less than the page waits for an answer. */
const WAIT = 15_000;
/** Above this size in bytes an uncompressed file is worth a second request for its packed copy. */
const SMALL = 200_000;

/** @type {(news: WhydeniedNews) => void} */
const post = (news) => postMessage(news);

/** @param {string} message */
const missing = (message) => Object.assign(new Error(message), { code: "missing-file" });

/** @param {MessageEvent<Extract<WhydeniedOrder, { type: "start" }>>} order */
self.onmessage = async ({ data: { files, sizes, info, whole } }) => {
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
   * Fetches and unpacks the `.gz` beside a file that the server sends uncompressed: a third of the bytes.
   * @param {string} name
   * @param {Response} plain what the server has begun to send
   */
  async function packed(name, plain) {
    const response = await fetch(`${address(name)}.gz`).catch(() => null);
    if (!response?.ok || !response.body) return plain;
    plain.body?.cancel();
    // Where the server sends `.gz` as an encoding, the browser has unpacked it already.
    const body = response.headers.has("content-encoding")
      ? response.body
      : response.body.pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": plain.headers.get("content-type") ?? "" } });
  }

  /**
   * Reads a response to its end, passes each piece to `take` and posts the progress.
   * @param {string} name
   * @param {Response} response
   * @param {(piece: Uint8Array, offset: number) => void} [take]
   */
  async function read(name, response, take) {
    const total = sizes[name];
    let [loaded, reported] = [0, 0];
    try {
      const body = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
      for (let step = await body.read(); !step.done; step = await body.read()) {
        take?.(step.value, loaded);
        loaded += step.value.length;
        if (loaded - reported < STEP && loaded < total) continue;
        post({ type: "progress", name, loaded });
        reported = loaded;
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

  /** Compiles while the bytes arrive, where the server sends application/wasm. */
  async function compile() {
    const name = "pyodide.asm.wasm";
    const response = await open(name);
    if (!response.headers.get("content-type")?.startsWith("application/wasm"))
      return WebAssembly.compile(await bytes(name, response));
    // The compiler gets the response itself, so that the browser can cache the compiled code; progress comes
    // from a copy.
    const counted = read(name, response.clone());
    const [, module] = await Promise.all([counted, WebAssembly.compileStreaming(response)]);
    return module;
  }

  /** @template {keyof WhydeniedModules} Name @param {Name} name @returns {Promise<WhydeniedModules[Name]>} */
  async function load(name) {
    const module = await import(address(name).href).catch((error) => {
      throw missing(`${files[name]}: ${error.message}`);
    });
    post({ type: "progress", name, loaded: sizes[name] });
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
    // Needed only after Python has started: on a slow line it must not delay the files that the start needs.
    checker: wasm.catch(() => {}).then(() => bytes("checker.bin")),
    guide: bytes("guide.json").then((content) => new TextDecoder().decode(content)),
    info,
    later: async (name) => new Uint8Array(await (await open(name)).arrayBuffer()),
    whole,
    cold: async () => WebAssembly.compile(await source.later("pyodide.cold.wasm")),
    coldNow: () => {
      const request = new XMLHttpRequest();
      request.open("GET", address("pyodide.cold.wasm"), false);
      request.responseType = "arraybuffer";
      request.timeout = WAIT;
      request.send();
      if (request.status !== 200) throw missing(`pyodide.cold.wasm: HTTP status ${request.status}`);
      return new WebAssembly.Module(request.response);
    },
  };
  for (const input of [source.modules, source.wasm, source.library, source.checker, source.guide])
    input.catch(() => {}); // the core awaits them later; until then a rejection counts as unhandled
  try {
    (await load("core.js")).serve(source);
  } catch (error) {
    const { code, message } = /** @type {WhydeniedFailure} */ (error);
    post({ type: "failed", code, message });
  }
};
