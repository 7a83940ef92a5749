// Starts Python and answers the page: the part of the worker that is the same over http and in an embedded
// copy. Everything comes in through a source (see types.d.ts); nothing here knows of addresses.

/** An address that reaches no network: what Pyodide asks for below it is answered from the source. */
const INDEX = "https://runtime.invalid/";
const LIBRARY = INDEX + "library.zip";

/** @type {(news: WhydeniedNews) => void} */
const tell = (news) => postMessage(news);

/**
 * @param {WhydeniedFailureCode} code
 * @param {unknown} cause
 * @returns {WhydeniedFailure}
 */
function failure(code, cause) {
  const message = cause instanceof Error ? cause.message : String(cause);
  return Object.assign(new Error(message), { code });
}

/**
 * Whether this page may run WebAssembly at all: the smallest module there is can fail only by a policy.
 * @throws {WhydeniedFailure}
 */
function requireWasm() {
  if (typeof WebAssembly !== "object") throw failure("no-wasm", "this browser has no WebAssembly");
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw failure("blocked", error);
  }
}

/**
 * Starts Pyodide from the source's inputs.
 *
 * Pyodide only warns on the console when its start fails, and then never settles: whatever may fail is raced
 * against it.
 * @param {WhydeniedSource} source
 */
async function startPython(source) {
  const { loadPyodide, createPyodideModule } = await source.modules;
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  /** @type {(error: unknown) => void} */
  let giveUp = () => {};
  /** @type {Promise<never>} */
  const broken = new Promise((_, reject) => (giveUp = reject));
  Promise.all([source.wasm, source.library]).catch(giveUp);
  self.fetch = async (input, options) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address === LIBRARY) return new Response(await source.library);
    // The WebAssembly file: its content is not read, see below.
    return address.startsWith(INDEX) ? new Response() : fetch(input, options);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const module = await source.wasm;
      tell({ type: "starting" });
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      giveUp(error);
      throw error;
    }
  };
  try {
    const options = {
      indexURL: INDEX,
      packageBaseUrl: INDEX,
      stdLibURL: LIBRARY,
      lockFileContents: { info: source.info, packages: {} },
      packages: [],
      createPyodideModule,
      env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", PYTHONNOUSERSITE: "1" },
    };
    return await Promise.race([loadPyodide(options), broken]);
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** A policy as small as can be: answering it makes Python read every rule. */
const PRIMER = '{"Statement": {"Effect": "Allow", "Action": "lambda:GetFunction", "Resource": "*"}}';
/** Milliseconds of rest after an answer before the checker makes itself ready for policies. */
const REST = 250;

/**
 * The checker as a function from a paste, and what the reader says beside it (JSON, too), to the report as
 * JSON.
 *
 * It can explain a refusal before all of it has come. The rest is fetched as soon as there is time; a paste
 * that needs it before waits. A report names the services whose data is not loaded: the first that does makes
 * the data come, and the paste is read again.
 * @param {WhydeniedSource} source
 * @returns {Promise<(text: string, options: string) => Promise<string>>}
 */
async function loadChecker(source) {
  const python = await startPython(source);
  const packed = python.pyimport("packed_modules");
  /** @type {Map<string, Promise<void>>} */
  const added = new Map();
  /** @param {string} name @param {Uint8Array | Promise<Uint8Array>} [content] */
  const add = (name, content) => {
    const adding =
      added.get(name) ??
      Promise.resolve(content ?? source.later(name)).then((file) => {
        python.FS.writeFile(`/${name}`, file);
        packed.add(`/${name}`);
        python.FS.unlink(`/${name}`);
      });
    added.set(name, adding);
    adding.catch(() => added.delete(name)); // the next paste tries again
    return adding;
  };
  await add("checker.bin", source.checker);
  python.pyimport("remembered");
  const checker = python.pyimport("whydenied.browser");
  // Bound inside Python: the index crosses over once, and stays one and the same string there.
  const bound = python
    .pyimport("functools")
    .partial.callKwargs(checker.answer, { guide: await source.guide });
  /** @param {string} text @param {string} options @returns {string} */
  const answer = (text, options) => bound.callKwargs(text, { options });
  answer("", "{}"); // the guide's forms are read now, not with the reader waiting
  /** @param {string} text @param {string} options */
  const answerOrWait = async (text, options) => {
    try {
      return answer(text, options);
    } catch (error) {
      if (/** @type {{ type?: string }} */ (error).type !== "NotHereYet") throw error;
      await add("rules.bin");
      return answer(text, options);
    }
  };
  let timer = 0;
  const makeReady = () => {
    clearTimeout(timer);
    timer = self.setTimeout(
      () =>
        add("rules.bin")
          .then(() => answer(PRIMER, "{}"))
          .catch(() => {}),
      REST,
    );
  };
  makeReady();
  return async (text, options) => {
    clearTimeout(timer);
    const report = await answerOrWait(text, options);
    if (!added.has("rules.bin")) makeReady();
    if (added.has("far.bin") || report.includes('"not_loaded": []')) return report;
    // Without it the report says itself what it does not know.
    const there = await add("far.bin").then(
      () => true,
      () => false,
    );
    if (!there) return report;
    python.pyimport("whydenied.data.iam").look_again();
    return answerOrWait(text, options);
  };
}

/**
 * Loads the checker and answers what the page asks from then on.
 * @param {WhydeniedSource} source
 */
export async function serve(source) {
  try {
    requireWasm();
    const answer = await loadChecker(source);
    const take = self.onmessage;
    /** @param {MessageEvent<WhydeniedOrder>} event */
    self.onmessage = async (event) => {
      if (event.data.type !== "ask") return take?.call(self, event); // a part of a file that was asked for later
      const { id, text, options } = event.data;
      try {
        tell({ type: "answer", id, report: await answer(text, options) });
      } catch (error) {
        const { code = "crashed", message = String(error) } = /** @type {WhydeniedFailure} */ (error);
        tell({ type: "refused", id, code, message });
      }
    };
    tell({ type: "ready" });
  } catch (error) {
    const { code = "crashed", message = String(error) } = /** @type {WhydeniedFailure} */ (error);
    tell({ type: "failed", code, message });
  }
}
