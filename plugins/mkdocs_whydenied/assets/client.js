// The page's side of the checker: `whydenied.ask(text)` resolves to a report, `whydenied.warm()` loads the
// runtime beforehand. Nothing is fetched before one of them is called. One worker serves every widget of the
// document; the page itself computes nothing.
(() => {
  if (window.whydenied?.ask) return; // instant navigation may run a page's scripts again
  const own = /** @type {Whydenied} */ (window.whydenied);

  /** Milliseconds without news from a worker that starts or is asked. */
  const SILENCE = 45_000;
  const ANSWER = 20_000;

  const { failure, known, blockedBy } = self.whydeniedLoading;
  const { script, cause, pastCache, stall, worker: code } = own.files;
  const site = window.whydeniedSite;

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
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {WhydeniedProgress} */
  let progress = { loaded: 0, total: 0, stage: "loading" };
  let last = 0;
  /** Whether workers start with both halves of Python: one lacked a function and could not get it. */
  let whole = false;

  /** @param {Partial<WhydeniedProgress>} change */
  function report(change) {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener(progress);
  }

  /** This page's address, as the guide index has it. */
  const here = () => location.pathname.slice(own.siteRoot.pathname.length) || "./";
  /** @param {Worker} worker @param {WhydeniedOrder} message */
  const order = (worker, message) => worker.postMessage(message);

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
        const text = await own.piece(name, index);
        order(worker, { type: "part", name, text, last: index === count - 1 });
      }
    } catch (error) {
      const { code, values } = cause(error);
      order(worker, { type: "lost", name, code, values });
    }
  }

  /** Starts a worker and waits until it can answer. @returns {Promise<Worker>} */
  async function start() {
    if (typeof WebAssembly !== "object") throw failure("no-wasm");
    const Class = workerClass();
    if (!Class) throw failure("no-worker");
    const loaded = new Map();
    const total = Object.values(site.sizes).reduce((sum, size) => sum + size, 0);
    report({ loaded: 0, total, stage: "loading" });
    const { address, options } = await code();
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
      order(worker, { type: "start", files, sizes, info, stall, whole });
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
        pastCache();
        return start();
      });
      ready = attempt;
      attempt.catch(() => {
        if (ready === attempt) ready = null;
      });
    }
    return ready;
  }

  // The next question reports the error.
  own.warm = () => void Promise.all([load(), own.dress()]).catch(() => {});

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
      const [worker] = await Promise.all([load(), own.dress()]);
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
})();
