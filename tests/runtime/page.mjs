// The page's own core.js under Node, with nothing of Node in sight of Pyodide:  node page.mjs JOB.json
// Asks it every text of the job, one after the other, until one needs the cold half and cannot have it. Writes a line of JSON each,
// {"id", "report"}, then one of what was seen,
// {"seen": {"cold", "start", "texts", "touched"}}: how often a cold function was missing, the functions that ran until it was ready
// and when it was idle, those that ran for each text, and where data was touched that is watched.
import { createWriteStream, readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const { exit, argv } = process;
/**
 * @typedef {object} Job
 * @property {string} files the built runtime
 * @property {string} assets the page's scripts
 * @property {string} wasm Python's module, or its hot half
 * @property {string} glue
 * @property {string | null} cold the cold half, if there is one
 * @property {"called" | "idle" | "never" | "whole"} join when it joins; `never`: calling it is an error
 * @property {string} guide
 * @property {string} texts a file of JSON lines, {"id", "text"}
 * @property {string} options the reader's choices
 * @property {string} out
 * @property {Record<string, string>} env added to Python's environment
 * @property {boolean} count whether the module counts which functions ran
 */
/** @type {Job} */
const job = JSON.parse(readFileSync(argv[2], "utf8"));
/** @param {string} path */
const load = (path) => import(pathToFileURL(resolve(path)).href);
/** @param {string} name */
const bytes = (name) => new Uint8Array(readFileSync(job.files + sep + name));

/** @type {any} */
const scope = globalThis;
scope.self = scope;
scope.WorkerGlobalScope = class {
  static [Symbol.hasInstance]() {
    return true;
  }
};
scope.DedicatedWorkerGlobalScope = scope.WorkerGlobalScope;
scope.location = new URL("http://page.invalid/worker.js");
scope.importScripts = undefined;
Object.defineProperty(scope, "process", { value: undefined, configurable: true, writable: true });

scope.addEventListener = () => {};

/** @type {(news: any) => void} */
let hear;
/** @returns {Promise<any>} */
const next = () => new Promise((settle) => (hear = settle));
scope.postMessage = (/** @type {any} */ news) => {
  if (!["progress", "starting"].includes(news.type)) hear(news);
};

/** @type {WebAssembly.Instance} */
let instance;
const { instantiate } = WebAssembly;
scope.WebAssembly.instantiate = async (/** @type {any} */ module, /** @type {any} */ imports) => {
  instance = await instantiate(/** @type {WebAssembly.Module} */ (module), imports);
  if (instance.exports.$here) return instance;
  // Emscripten enters all that is exported into tables of its own: what was added is not for it.
  const shown = Object.entries(instance.exports).filter(([name]) => !name.startsWith("$"));
  return { exports: Object.freeze(Object.fromEntries(shown)) };
};
/** @type {WebAssembly.Global[]} */
let counters = [];
/** The functions that ran since this was last asked. */
function ran() {
  if (!job.count) return [];
  if (!counters.length)
    for (let at = 0; instance.exports[`$${at}`]; at++)
      counters.push(/** @type {WebAssembly.Global} */ (instance.exports[`$${at}`]));
  const found = [];
  for (const [at, counter] of counters.entries()) {
    if (!counter.value) continue;
    found.push(at);
    counter.value = 0;
  }
  return found;
}

await load(job.assets + sep + "loading.js");
const [api, glue, core] = [
  await load(job.files + sep + "pyodide.js"),
  await load(job.glue),
  await load(job.assets + sep + "core.js"),
];
const seen = {
  cold: 0,
  touched: /** @type {Record<string, number>} */ ({}),
  start: /** @type {number[]} */ ([]),
  texts: /** @type {Record<string, number[]>} */ ({}),
};
const compileCold = () => new WebAssembly.Module(readFileSync(/** @type {string} */ (job.cold)));
let ready = next();
core.serve({
  modules: Promise.resolve({
    loadPyodide: (/** @type {any} */ options) =>
      api.loadPyodide({ ...options, env: { ...options.env, ...job.env } }),
    createPyodideModule: glue.default,
  }),
  wasm: WebAssembly.compile(readFileSync(job.wasm)),
  library: Promise.resolve(bytes("library.zip")),
  checker: Promise.resolve(bytes("checker.bin")),
  guide: Promise.resolve(readFileSync(job.guide, "utf8")),
  info: JSON.parse(readFileSync(job.files + sep + "pyodide-lock.json", "utf8")).info,
  whole: job.join === "whole",
  later: async (/** @type {string} */ name) => bytes(name),
  keepCold: null,
  cold: () =>
    ["idle", "whole"].includes(job.join) ? Promise.resolve().then(compileCold) : new Promise(() => {}),
  coldNow: () => {
    seen.cold += 1;
    if (job.join === "never") throw new Error("a cold function was called");
    return compileCold();
  },
});
const news = await ready;
/** @param {string} when */
function look(when) {
  const touched = /** @type {WebAssembly.Global | undefined} */ (instance.exports.$touched);
  if (!touched?.value) return;
  seen.touched[when] = touched.value >>> 0;
  touched.value = 0;
}

if (news.type !== "ready") {
  console.error(news.code, news.values);
  exit(1);
}
seen.start = ran();
look("");
const out = createWriteStream(job.out);
for (const line of readFileSync(job.texts, "utf8").split("\n")) {
  if (!line) continue;
  const { id, text } = JSON.parse(line);
  ready = next();
  scope.onmessage({ data: { type: "ask", id: 1, text, options: job.options } });
  const { report, code, values } = await ready;
  if (code === "incomplete") break; // the page would start another worker
  if (!report) throw new Error(`${id}: ${code} ${JSON.stringify(values)}`);
  out.write(JSON.stringify({ id, report }) + "\n");
  if (job.count) seen.texts[id] = ran();
  look(id);
}
if (job.count) {
  // What a worker does when it is idle.
  await new Promise((settle) => setTimeout(settle, 1500));
  seen.start = [...new Set([...seen.start, ...ran()])];
}
out.end(JSON.stringify({ seen }) + "\n", () => exit(0));
