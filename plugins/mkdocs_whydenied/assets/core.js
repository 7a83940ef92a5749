// Starts Python and answers the page: the part of the worker that http and embedded copies share. All files
// come from a source (see types.d.ts); nothing here uses addresses.

/** An address that reaches no network: requests of Pyodide below it are answered from the source. */
const INDEX = "https://runtime.invalid/";
const LIBRARY = INDEX + "library.zip";

/** @type {(news: WhydeniedNews) => void} */
const post = (news) => postMessage(news);

const { failure, known } = self.whydeniedLoading;

/**
 * Checks that this page can run WebAssembly: only a security policy makes the smallest possible module fail.
 * @throws {WhydeniedFailure}
 */
function requireWasm() {
  if (typeof WebAssembly !== "object") throw failure("no-wasm");
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw known(error, "blocked", { directive: "script-src" });
  }
}

/** A module that exports the function it imports: a table accepts no other function of JavaScript's. */
const PASS_ON = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0], // one type, () -> ()
  ...[2, 5, 1, 0, 0, 0, 0, 7, 4, 1, 0, 0, 0], // an import without a name, exported without a name
);

/** Adds the cold half to the running hot half; null where nothing is missing. */
let join = /** @type {((cold: WebAssembly.Module) => void) | null} */ (null);
/** Whether a cold function was called and could not be had: what Python returns after that is wrong. */
let incomplete = false;

/**
 * Instantiates Python's module. The build may have cut it in two (runtime/halves): exports of the hot half
 * that begin with `$` are for the cold half, not for Pyodide.
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Imports | undefined} imports
 * @param {WhydeniedSource} source
 * @param {(error: unknown) => void} giveUp
 * @returns {Promise<{ exports: WebAssembly.Exports }>}
 */
async function instantiate(module, imports, source, giveUp) {
  const instance = await WebAssembly.instantiate(module, imports);
  if (!instance.exports.$here) return instance;
  const all = Object.entries(instance.exports);
  const shared = Object.fromEntries(all.filter(([name]) => name.startsWith("$")));
  /** @param {WebAssembly.Module} cold */
  const add = (cold) => {
    if (!join) return; // it came while this one was on its way
    new WebAssembly.Instance(cold, { ...imports, $: shared });
    /** @type {WebAssembly.Global} */ (shared.$here).value = 1;
    join = null;
  };
  const need = () => {
    try {
      add(source.coldNow());
    } catch (error) {
      incomplete = true;
      giveUp(failure("incomplete"));
      // The mark keeps Pyodide from handing the error to Python.
      throw Object.assign(failure("incomplete"), { pyodide_fatal_error: true });
    }
  };
  const passOn = new WebAssembly.Instance(new WebAssembly.Module(PASS_ON), { "": { "": need } });
  // The halves call each other through the last table; while the cold half is missing, its stubs call the
  // last entry first.
  const tables = Object.keys(shared).filter((name) => name.startsWith("$t"));
  const table = /** @type {WebAssembly.Table} */ (shared[`$t${tables.length - 1}`]);
  table.set(table.length - 1, passOn.exports[""]);
  join = add;
  if (source.whole) add(await source.cold());
  return { exports: Object.freeze(Object.fromEntries(all.filter(([name]) => !name.startsWith("$")))) };
}

/**
 * Starts Pyodide from the source's inputs.
 *
 * When its start fails, Pyodide only warns on the console and never settles: everything that can fail is
 * raced against it.
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
      post({ type: "starting" });
      return { module, instance: await instantiate(module, imports, source, giveUp) };
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
      args: ["-S"], // no module `site`: there is nothing to find
      createPyodideModule,
      env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", PYTHONNOUSERSITE: "1" },
    };
    return await Promise.race([loadPyodide(options), broken]);
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** The smallest policy: answering it makes Python load every rule. */
const PRIMER = '{"Statement": {"Effect": "Allow", "Action": "lambda:GetFunction", "Resource": "*"}}';
/**
 * How often the checker answers it at rest. A browser compiles well what runs often, and keeps what it
 * compiled for the next visit, once that is a megabyte.
 */
const PRACTICE = 40;
/** Milliseconds between two of them. */
const PAUSE = 10;
/** The file of the checker's second part. */
const RULES = "rules.bin";
/** Milliseconds after an answer before the checker loads what it needs for policies. */
const REST = 250;

/**
 * The checker as a function of a paste and the reader's choices, as JSON, to the report as JSON.
 *
 * It can explain a denial before all of it is loaded. The rest is fetched when the worker is idle; a paste
 * that needs it earlier waits. A report lists the services whose data is not loaded: the first such report
 * loads the data, and the paste is checked again.
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
        if (name === RULES) python.pyimport("remembered_more");
      });
    added.set(name, adding);
    adding.catch(() => added.delete(name)); // the next paste tries again
    return adding;
  };
  await add("checker.bin", source.checker);
  python.pyimport("remembered");
  const checker = python.pyimport("whydenied.browser");
  // Bound inside Python, so that the index is converted once.
  const bound = python
    .pyimport("functools")
    .partial.callKwargs(checker.answer, { guide: await source.guide });
  /** @param {string} text @param {string} options @returns {string} */
  const answer = (text, options) => bound.callKwargs(text, { options });
  answer("", "{}"); // compiles the guide's forms before a reader waits
  /** @param {string} text @param {string} options */
  const answerOrWait = async (text, options) => {
    try {
      return answer(text, options);
    } catch (error) {
      if (/** @type {{ type?: string }} */ (error).type !== "NotHereYet") throw error;
      await add(RULES);
      return answer(text, options);
    }
  };
  // The cold half is compiled when one of its functions is called: few pastes do, and it takes memory.
  const bringColdHalf = async () => {
    if (!join) return;
    if (source.keepCold) await source.keepCold();
    else join(await source.cold());
  };
  const practise = async () => {
    for (let times = 0; times < PRACTICE; times++) {
      answer(PRIMER, "{}");
      await new Promise((resolve) => setTimeout(resolve, PAUSE)); // a paste is answered before the next
    }
  };
  let timer = 0;
  let rested = false;
  const makeReady = () => {
    clearTimeout(timer);
    timer = self.setTimeout(() => {
      rested = true;
      add(RULES)
        .then(practise)
        .then(bringColdHalf)
        .catch(() => (rested = false)); // after the next paste it is tried again
    }, REST);
  };
  makeReady();
  return async (text, options) => {
    clearTimeout(timer);
    const report = await answerOrWait(text, options);
    if (!rested) makeReady();
    if (added.has("far.bin") || report.includes('"not_loaded": []')) return report;
    // Without the data the report itself marks what is unknown.
    const there = await add("far.bin").then(
      () => true,
      () => false,
    );
    if (!there) return report;
    python.pyimport("whydenied.aws.data.iam").look_again();
    return answerOrWait(text, options);
  };
}

/** @throws {WhydeniedFailure} */
function requireComplete() {
  if (incomplete) throw failure("incomplete");
}

/** @param {unknown} error */
function reason(error) {
  const { code, values } = known(error);
  return { code: incomplete ? /** @type {const} */ ("incomplete") : code, values };
}

/**
 * Loads the checker, then answers the page's questions.
 * @param {WhydeniedSource} source
 */
export async function serve(source) {
  try {
    requireWasm();
    const answer = await loadChecker(source);
    const take = self.onmessage;
    /** @param {MessageEvent<WhydeniedOrder>} event */
    self.onmessage = async (event) => {
      if (event.data.type !== "ask") return take?.call(self, event); // a part of a file that is loaded later
      const { id, text, options } = event.data;
      try {
        const report = await answer(text, options);
        requireComplete();
        post({ type: "answer", id, report });
      } catch (error) {
        post({ type: "unanswered", id, ...reason(error) });
      }
    };
    requireComplete();
    post({ type: "ready" });
  } catch (error) {
    post({ type: "failed", ...reason(error) });
  }
}
