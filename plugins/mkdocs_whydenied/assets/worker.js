// The worker of a site on a web server: a module worker that fetches the runtime's files from its own folder.
// Needs no eval, no blob: and no data:, only `script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';
// connect-src 'self'`. The build puts loading.js and core.js before it, this one as `coreModule`.

/** Bytes and milliseconds between two progress messages: on a fast line about fifty for the whole runtime. */
const STEP = 300_000;
const PAUSE = 1_000;
/** Milliseconds that a cold function waits for the cold half: less than the page waits for an answer. */
const WAIT = 15_000;

const { load, failure, known, blockedBy, states } = self.whydeniedLoading;

/** @type {(news: WhydeniedNews) => void} */
const post = (news) => postMessage(news);

/** @param {MessageEvent<Extract<WhydeniedOrder, { type: "start" }>>} order */
self.onmessage = ({ data: { files, sizes, info, stall, whole } }) => {
  const base = import.meta.url;

  /**
   * Loads a file and posts how far it has come.
   * @template Used
   * @param {string} name
   * @param {(response: Response) => Promise<Used>} [use]
   */
  function fetched(name, use) {
    let [reported, last] = [0, 0];
    /** @param {number} loaded */
    const onBytes = (loaded) => {
      if (loaded < reported) reported = last = 0; // loaded once more
      const done = loaded === sizes[name];
      if (!done && loaded - reported < STEP && Date.now() - last < PAUSE) return;
      [reported, last] = [loaded, Date.now()];
      post({ type: "progress", name, loaded });
    };
    return load({ file: files[name], base, stall, run: name.endsWith(".js"), onBytes }, use);
  }

  /** @param {string} name */
  const bytes = async (name) => (await fetched(name)).content;

  /** Compiles while the bytes arrive, where the server sends application/wasm. */
  async function compile() {
    const streamed = async (/** @type {Response} */ response) =>
      response.headers.get("content-type")?.startsWith("application/wasm")
        ? WebAssembly.compileStreaming(response)
        : void response.body?.cancel();
    const { content, used } = await fetched("pyodide.asm.wasm", streamed);
    return used ?? WebAssembly.compile(content);
  }

  /** @template {keyof WhydeniedModules} Name @param {Name} name @returns {Promise<WhydeniedModules[Name]>} */
  async function module(name) {
    await fetched(name);
    const { href } = new URL(files[name], base);
    return import(href).catch(async (error) => {
      const directive = await blockedBy(href);
      throw directive ? failure("blocked", { directive }) : known(error, "damaged", { file: files[name] });
    });
  }

  /**
   * Has a file in the browser's cache: read to its end into the same few bytes, since a worker at rest is
   * not rid of what it has let go.
   * @param {Response} response
   */
  async function passBy({ body }) {
    /** @type {ReadableStreamBYOBReader | undefined} */
    let reader;
    try {
      reader = body?.getReader({ mode: "byob" });
    } catch {
      return body?.pipeTo(new WritableStream()); // an engine that reads bodies into pieces of its own
    }
    let room = new ArrayBuffer(65_536);
    while (reader) {
      const { value, done } = await reader.read(new Uint8Array(room));
      if (done) return;
      room = /** @type {ArrayBuffer} */ (value.buffer);
    }
  }

  const wasm = compile();
  /** @type {WhydeniedSource} */
  const source = {
    modules: Promise.all([module("pyodide.js"), module("pyodide.asm.js")]).then(([api, python]) => ({
      loadPyodide: api.loadPyodide,
      createPyodideModule: python.default,
    })),
    wasm,
    library: bytes("library.zip"),
    // Needed only after Python has started: on a slow line it must not delay the files that the start needs.
    checker: wasm.catch(() => {}).then(() => bytes("checker.bin")),
    guide: bytes("guide.json").then((content) => new TextDecoder().decode(content)),
    info,
    later: bytes,
    whole,
    keepCold: async () => passBy(await fetch(new URL(files["pyodide.cold.wasm"], base))),
    cold: async () => WebAssembly.compile(await bytes("pyodide.cold.wasm")),
    coldNow: () => {
      const request = new XMLHttpRequest();
      const file = files["pyodide.cold.wasm"];
      request.open("GET", new URL(file, base), false);
      request.responseType = "arraybuffer";
      request.timeout = WAIT;
      request.send();
      if (request.status !== 200) throw failure("missing-file", { file });
      const content = new Uint8Array(request.response);
      const digest = self.whydeniedDigest?.(content); // the browser's own takes its time
      if (digest && !states(file, digest)) throw failure("damaged", { file });
      return new WebAssembly.Module(content);
    },
  };
  for (const input of [source.modules, source.wasm, source.library, source.checker, source.guide])
    input.catch(() => {}); // the core awaits them later; until then a rejection counts as unhandled
  coreModule.serve(source);
};
