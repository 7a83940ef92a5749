// The page's side of the checker: `whydenied.ask(text)` resolves to a report, `whydenied.warm()` loads the
// runtime beforehand. Nothing is fetched before one of them is called. One worker serves every widget of the
// document; the page itself computes nothing.
(() => {
  if (window.whydenied?.ask) return; // instant navigation may run a page's scripts again

  /** Milliseconds without a byte of a file, without news from a worker that starts or is asked. */
  const STALL = 30_000;
  const SILENCE = 45_000;
  const ANSWER = 20_000;

  const { failure, known, isWhole, load: loadFile, blockedBy } = self.whydeniedLoading;
  const site = window.whydeniedSite;
  const home = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const own = /** @type {Whydenied} */ (window.whydenied ?? {});

  /**
   * @typedef {object} Question
   * @property {(report: WhydeniedReport) => void} resolve
   * @property {(error: Error) => void} reject
   * @property {() => void} prolong
   * @property {number} timer
   * @typedef {(progress: WhydeniedProgress) => void} Listener
   */

  /**
   * Promise of the running worker; null before first use and after failure.
   * @type {Promise<Worker> | null}
   */
  let ready = null;
  /** Open questions to the worker, by id. @type {Map<number, Question>} */
  const open = new Map();
  /**
   * Promise of the script and the style of answers; null before first use and after failure.
   * @type {Promise<unknown> | null}
   */
  let drawing = null;
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {WhydeniedProgress} */
  let progress = { loaded: 0, total: 0, stage: "loading" };
  /** Parts of embedded files on their way to the worker. @type {Map<string, string>} */
  const parts = new Map();
  let last = 0;
  /** What part scripts are asked for with: past the cache after one of them was wrong. */
  let again = "";
  /** Whether workers start with both halves of Python: one lacked a function and could not get it. */
  let whole = false;

  /** @param {Partial<WhydeniedProgress>} change */
  function report(change) {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener(progress);
  }

  // Trusted Types accept only what this policy returns: addresses of files beside this script, the worker's
  // own source, the widget's HTML.
  /** @type {WhydeniedTrust | undefined} */
  let trusted;
  let distrusted = false;
  try {
    trusted = window.trustedTypes?.createPolicy("whydenied", {
      createScriptURL: (address) => address,
      createHTML: (html) => html,
    });
  } catch {
    distrusted = true; // which matters only where they are demanded: then the next use of a string fails
  }
  /** The widget's HTML as the build wrote it. @param {string} html */
  own.html = (html) => trusted?.createHTML(html) ?? html;
  /** This page's address, as the guide index has it. */
  const here = () => location.pathname.slice(own.siteRoot.pathname.length) || "./";
  /** @param {string | URL} address */
  const script = (address) => trusted?.createScriptURL(String(address)) ?? String(address);

  /** @param {Worker} worker @param {WhydeniedOrder} message */
  const order = (worker, message) => worker.postMessage(message);

  /** What kept us from an answer, as a failure that has a sentence. @param {unknown} error */
  function cause(error) {
    if (distrusted && error instanceof TypeError) return failure("trusted-types");
    if (error instanceof DOMException && error.name === "SecurityError") return failure("sandbox");
    return known(error);
  }

  /** The browser's own Worker, also where a shim has replaced it; undefined when it has none. */
  function workerClass() {
    const isNative = (/** @type {unknown} */ value) =>
      typeof value === "function" && Function.prototype.toString.call(value).includes("[native code]");
    const kept = [window.Worker, own.NativeWorker].find(isNative);
    if (kept) return kept;
    // A frame has a Worker of its own, which lives as long as the frame; outside <body> instant navigation
    // leaves it alone.
    const frame = document.createElement("iframe");
    frame.hidden = true;
    document.documentElement.append(frame);
    return /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow)?.Worker;
  }

  /**
   * Puts an element that loads one of our files into the page, and waits until it is loaded.
   * @param {HTMLScriptElement | HTMLLinkElement} element
   * @param {string} file
   * @param {Element} place
   */
  function loaded(element, file, place) {
    return new Promise((resolve, reject) => {
      const fail = (/** @type {WhydeniedFailure} */ error) => {
        element.remove();
        reject(error);
      };
      const timer = setTimeout(() => fail(failure("stalled", { file, seconds: STALL / 1000 })), STALL);
      element.onload = () => {
        clearTimeout(timer);
        resolve(element);
      };
      element.onerror = async () => {
        clearTimeout(timer);
        const directive = await blockedBy("src" in element ? element.src : element.href);
        fail(directive ? failure("blocked", { directive }) : failure("missing-file", { file }));
      };
      place.append(element);
    });
  }

  /** @param {string} file */
  async function run(file) {
    const element = document.createElement("script");
    element.src = script(new URL(file + (site.mode === "embed" ? again : ""), home));
    await loaded(element, file, document.head);
    element.remove();
  }

  /** Verifies a file that is about to be run: over http, since from disk a page may read nothing. */
  const verified = async (/** @type {string} */ file) => {
    if (site.mode === "embed") return;
    if (location.protocol === "file:") throw failure("needs-server");
    if (self.origin === "null") throw failure("sandbox");
    await loadFile({ file, base: home, stall: STALL, run: true });
  };

  /** Shadow roots with a widget: the page's styles do not reach into them. @type {Set<ShadowRoot>} */
  const roots = new Set();

  /** @param {ShadowRoot} root @param {string} name */
  function addStyle(root, name) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL(site.files[name], home).href;
    root.append(style);
  }

  /**
   * Gives a shadow root the styles of a widget, those of answers when they are needed.
   * @param {ShadowRoot} root
   */
  function clothe(root) {
    if (roots.has(root)) return;
    roots.add(root);
    addStyle(root, "whydenied.css");
    if (drawing) addStyle(root, "answer.css");
  }

  /** Loads the script and the style of answers, once. */
  function draw() {
    if (drawing) return drawing;
    for (const root of roots) addStyle(root, "answer.css");
    const { "answer.js": code, "answer.css": look } = site.files;
    const dress = async () => {
      await verified(look);
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL(look, home).href;
      // Outside <head> and <body> instant navigation leaves the style alone.
      await loaded(style, look, document.documentElement);
    };
    const teach = async () => {
      await verified(code);
      await run(code);
      if (!own.drawn) throw failure("damaged", { file: code });
    };
    const attempt = Promise.all([teach(), dress()]).catch((error) => {
      drawing = null;
      throw cause(error);
    });
    return (drawing = attempt);
  }

  /**
   * Runs one part script, which hands its text to `own.part`, and gives that text back.
   * @param {string} name
   * @param {number | string} index
   * @returns {Promise<string>}
   */
  async function fetchPart(name, index) {
    const file = site.files[name].replace("{i}", String(index));
    await run(file);
    const text = parts.get(`${name} ${index}`);
    parts.delete(`${name} ${index}`);
    if (text !== undefined) return text;
    again = `?${Date.now()}`;
    throw failure("damaged", { file });
  }

  /** The code of an embedded copy's worker: from memory, since file:// pages may load scripts alone. */
  async function embeddedWorker() {
    const source = [];
    for (let index = 0; index < site.embed.worker; index++) source.push(await fetchPart("worker", index));
    const code = new Blob(source, { type: "text/javascript" });
    if (!(await isWhole(new Uint8Array(await code.arrayBuffer()), site.files.worker))) {
      again = `?${Date.now()}`;
      throw failure("damaged", { file: site.files.worker });
    }
    return { address: URL.createObjectURL(code), options: {} };
  }

  /**
   * Sends the embedded files to the worker, part by part: each is a task of its own, so that the page stays
   * alive.
   * @param {Worker} worker
   */
  async function sendParts(worker) {
    const names = Object.keys(site.embed).filter((name) => name !== "worker");
    await Promise.all(names.map((name) => sendFile(worker, name, site.embed[name])));
  }

  /**
   * Sends one embedded file to the worker, or why it does not come.
   * @param {Worker} worker
   * @param {string} name
   * @param {number} count
   */
  async function sendFile(worker, name, count) {
    try {
      for (let index = 0; index < count; index++) {
        const text = await fetchPart(name, index);
        order(worker, { type: "part", name, text, last: index === count - 1 });
      }
    } catch (error) {
      const { code, values } = cause(error);
      order(worker, { type: "lost", name, code, values });
    }
  }

  /** The code of the worker of a site on a web server. */
  async function servedWorker() {
    const file = site.files["worker.js"];
    await verified(file);
    return { address: new URL(file, home).href, options: /** @type {WorkerOptions} */ ({ type: "module" }) };
  }

  /** Starts a worker and waits until it can answer. @returns {Promise<Worker>} */
  async function start() {
    if (typeof WebAssembly !== "object") throw failure("no-wasm");
    const Class = workerClass();
    if (!Class) throw failure("no-worker");
    const loaded = new Map();
    const total = Object.values(site.sizes).reduce((sum, size) => sum + size, 0);
    report({ loaded: 0, total, stage: "loading" });
    const { address, options } = await (site.mode === "embed" ? embeddedWorker() : servedWorker());
    const worker = new Class(script(address), options);
    if (site.mode === "embed") loaded.set("worker", site.sizes.worker);
    return new Promise((resolve, reject) => {
      let alive = false;
      let starting = false;
      let started = false;
      let timer = 0;
      /** @param {Error} error */
      const fail = (error) => {
        clearTimeout(timer);
        stop(worker, error);
        reject(error);
      };
      const wait = () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => fail(failure("timeout", { seconds: SILENCE / 1000 })), SILENCE);
      };
      wait();
      /** @param {MessageEvent<WhydeniedNews>} event */
      worker.onmessage = ({ data: news }) => {
        alive = true;
        if (news.type === "answer") return settle(news);
        // Python may be broken: the next question starts a new worker.
        if (news.type === "unanswered") return stop(worker, failure(news.code, news.values));
        if (news.type === "failed") return fail(failure(news.code, news.values));
        if (news.type === "need") void sendFile(worker, news.name, site.later[news.name]);
        if (started) return open.forEach(({ prolong }) => prolong()); // a file comes that a question needs
        wait();
        if (news.type === "progress" || news.type === "starting") {
          if (news.type === "starting") starting = true;
          else loaded.set(news.name, news.loaded);
          const come = [...loaded.values()].reduce((sum, size) => sum + size, 0);
          // Python starts before the last file has come: on a slow line long before.
          report({
            loaded: Math.min(total, come),
            stage: starting && come >= total ? "starting" : "loading",
          });
        } else if (news.type === "ready") {
          clearTimeout(timer);
          started = true;
          report({ loaded: total, stage: "reading" });
          resolve(worker);
        }
      };
      worker.onerror = async (event) => {
        event.preventDefault();
        if (alive) return fail(known(event));
        const directive = await blockedBy(site.mode === "embed" ? "blob" : address);
        fail(directive ? failure("blocked", { directive }) : failure("no-worker"));
      };
      const { files, sizes, info } = site;
      order(worker, { type: "start", files, sizes, info, stall: STALL, whole });
      if (site.mode === "embed") void sendParts(worker);
    });
  }

  /**
   * Ends a worker and rejects all open questions.
   * @param {Worker} worker
   * @param {Error} error
   */
  function stop(worker, error) {
    worker.terminate();
    ready = null;
    for (const { reject, timer } of open.values()) {
      clearTimeout(timer);
      reject(error);
    }
    open.clear();
  }

  /** @param {Extract<WhydeniedNews, { type: "answer" }>} news */
  function settle(news) {
    const question = open.get(news.id);
    if (!question) return;
    open.delete(news.id);
    clearTimeout(question.timer);
    question.resolve(JSON.parse(news.report));
  }

  function load() {
    if (!ready) {
      const attempt = start().catch((error) => {
        // From an embedded copy on a web server a cache may have kept what was wrong once.
        const cached = site.mode === "embed" && location.protocol !== "file:";
        if (!cached || known(error).code !== "damaged") throw cause(error);
        again = `?${Date.now()}`;
        return start();
      });
      ready = attempt;
      attempt.catch(() => {
        if (ready === attempt) ready = null;
      });
    }
    return ready;
  }

  own.warm = () => void Promise.all([load(), draw()]).catch(() => {}); // the next question reports the error

  own.ask = async (text, options) => {
    const wasWhole = whole;
    try {
      return await ask(text, options);
    } catch (error) {
      if (wasWhole || /** @type {WhydeniedFailure} */ (error).code !== "incomplete") throw error;
      whole = true;
      return ask(text, options);
    }
  };

  /** @type {Whydenied["ask"]} */
  const ask = async (text, { onProgress, types = [], context = {}, chosen = null, request } = {}) => {
    if (onProgress) {
      listeners.add(onProgress);
      if (ready) onProgress(progress);
    }
    try {
      const [worker] = await Promise.all([load(), draw()]);
      return await new Promise((resolve, reject) => {
        const id = ++last;
        const question = { resolve, reject, timer: 0, prolong };
        function prolong() {
          clearTimeout(question.timer);
          const late = () => stop(worker, failure("timeout", { seconds: ANSWER / 1000 }));
          question.timer = window.setTimeout(late, ANSWER);
        }
        prolong();
        open.set(id, question);
        const options = JSON.stringify({ types, context, chosen, request, page: here() });
        order(worker, { type: "ask", id, text, options });
      });
    } catch (error) {
      throw cause(error);
    } finally {
      if (onProgress) listeners.delete(onProgress);
    }
  };

  own.piece = fetchPart;
  own.dress = draw;
  own.part = (name, index, text) => void parts.set(`${name} ${index}`, text);
  own.home = home;
  own.siteRoot = new URL(site.root, home);
  own.clothe = clothe;
  window.whydenied = own;
})();
