// The page's side of the checker: `whydenied.ask(text)` resolves to a report, `whydenied.warm()` loads the
// runtime beforehand. Nothing is fetched before one of them is called. One worker serves every widget of the
// document; the page itself computes nothing.
(() => {
  if (window.whydenied?.ask) return; // instant navigation may run a page's scripts again

  /** Milliseconds without news from a loading worker, or for one answer. */
  const SILENCE = 45_000;
  const ANSWER = 20_000;

  const site = window.whydeniedSite;
  const home = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const own = /** @type {Whydenied} */ (window.whydenied ?? {});

  /**
   * @typedef {object} Question
   * @property {(report: WhydeniedReport) => void} resolve
   * @property {(error: Error) => void} reject
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
  /** Whether workers start with both halves of Python: one lacked a function and could not get it. */
  let whole = false;

  /** @param {WhydeniedFailureCode} code @param {string} message */
  const failure = (code, message) => Object.assign(new Error(message), { code });

  /** @param {Partial<WhydeniedProgress>} change */
  function report(change) {
    progress = { ...progress, ...change };
    for (const listener of listeners) listener(progress);
  }

  // Trusted Types accept only what this policy returns: addresses of files beside this script, the worker's
  // own source, the widget's HTML.
  const trusted = window.trustedTypes?.createPolicy("whydenied", {
    createScriptURL: (address) => address,
    createHTML: (html) => html,
  });
  /** The widget's HTML as the build wrote it. @param {string} html */
  own.html = (html) => trusted?.createHTML(html) ?? html;
  /** This page's address, as the guide index has it. */
  const here = () => location.pathname.slice(own.siteRoot.pathname.length) || "./";
  /** @param {string | URL} address */
  const script = (address) => trusted?.createScriptURL(String(address)) ?? String(address);

  /** @param {Worker} worker @param {WhydeniedOrder} message */
  const order = (worker, message) => worker.postMessage(message);

  /** The browser's own Worker, also where a shim has replaced it. */
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
    return /** @type {Window & typeof globalThis} */ (frame.contentWindow).Worker;
  }

  /**
   * Puts an element that loads one of our files into the page, and waits until it is loaded.
   * @param {HTMLScriptElement | HTMLLinkElement} element
   * @param {string} file
   * @param {Element} place
   */
  function loaded(element, file, place) {
    return new Promise((resolve, reject) => {
      element.onload = () => resolve(element);
      element.onerror = () => {
        element.remove();
        reject(failure("missing-file", `${file} cannot be loaded`));
      };
      place.append(element);
    });
  }

  /** @param {string} file */
  async function run(file) {
    const element = document.createElement("script");
    element.src = script(new URL(file, home));
    await loaded(element, file, document.head);
    element.remove();
  }

  /** Loads the script and the style of answers, once. */
  function draw() {
    if (drawing) return drawing;
    const { "answer.js": code, "answer.css": look } = site.files;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL(look, home).href;
    // Outside <head> and <body> instant navigation leaves the style alone.
    const attempt = Promise.all([run(code), loaded(style, look, document.documentElement)]);
    attempt.catch(() => (drawing = null));
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
    if (text === undefined) throw failure("missing-file", `${file} holds no part of ${name}`);
    return text;
  }

  /** The worker of an embedded copy: from memory, since file:// pages may load scripts and nothing else. */
  async function embeddedWorker() {
    const source = [];
    for (let index = 0; index < site.embed.worker; index++) source.push(await fetchPart("worker", index));
    const address = URL.createObjectURL(new Blob(source, { type: "text/javascript" }));
    const worker = new (workerClass())(script(address));
    return worker;
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
   * Sends one embedded file to the worker.
   * @param {Worker} worker
   * @param {string} name
   * @param {number} count
   */
  async function sendFile(worker, name, count) {
    for (let index = 0; index < count; index++) {
      const text = await fetchPart(name, index);
      order(worker, { type: "part", name, text, last: index === count - 1 });
    }
  }

  /** Why a worker did not start: its file is missing, or the page's security policy blocks it. */
  async function whyNoWorker() {
    if (site.mode === "embed") return failure("blocked", "the page's policy forbids the worker");
    if (location.protocol === "file:") return failure("blocked", "this copy of the site needs a web server");
    const answer = await fetch(new URL(site.files["worker.js"], home), { method: "HEAD" }).catch(() => null);
    if (answer && !answer.ok)
      return failure("missing-file", `${site.files["worker.js"]}: HTTP status ${answer.status}`);
    return answer
      ? failure("blocked", "the page's policy forbids the worker")
      : failure("missing-file", "the site cannot be reached");
  }

  /** Starts a worker and waits until it can answer. @returns {Promise<Worker>} */
  async function start() {
    if (typeof WebAssembly !== "object") throw failure("no-wasm", "this browser has no WebAssembly");
    const loaded = new Map();
    const total = Object.values(site.sizes).reduce((sum, size) => sum + size, 0);
    report({ loaded: 0, total, stage: "loading" });
    const worker =
      site.mode === "embed"
        ? await embeddedWorker()
        : new (workerClass())(script(new URL(site.files["worker.js"], home)), { type: "module" });
    if (site.mode === "embed") loaded.set("worker", site.sizes.worker);
    return new Promise((resolve, reject) => {
      let alive = false;
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
        timer = window.setTimeout(
          () => fail(failure("timeout", `no progress for ${SILENCE / 1000} seconds`)),
          SILENCE,
        );
      };
      wait();
      /** @param {MessageEvent<WhydeniedNews>} event */
      worker.onmessage = ({ data: news }) => {
        alive = true;
        if (news.type === "answer") return settle(news);
        // Python may be broken: the next question starts a new worker.
        if (news.type === "unanswered") return stop(worker, failure(news.code, news.message));
        if (news.type === "failed") return fail(failure(news.code, news.message));
        if (news.type === "need") return void sendFile(worker, news.name, site.later[news.name]).catch(fail);
        if (started) return; // progress of a file that is loaded later
        wait();
        if (news.type === "progress") {
          loaded.set(news.name, news.loaded);
          report({ loaded: [...loaded.values()].reduce((sum, size) => sum + size, 0) });
        } else if (news.type === "starting") {
          report({ stage: "starting" });
        } else {
          clearTimeout(timer);
          started = true;
          report({ loaded: total, stage: "reading" });
          resolve(worker);
        }
      };
      worker.onerror = async (event) => {
        event.preventDefault();
        fail(alive ? failure("crashed", event.message || "the worker stopped") : await whyNoWorker());
      };
      order(worker, { type: "start", files: site.files, sizes: site.sizes, info: site.info, whole });
      if (site.mode === "embed") sendParts(worker).catch(fail);
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
      const attempt = start();
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
  const ask = async (text, { onProgress, types = [], context = {}, chosen = null } = {}) => {
    if (onProgress) {
      listeners.add(onProgress);
      if (ready) onProgress(progress);
    }
    try {
      const [worker] = await Promise.all([load(), draw()]);
      return await new Promise((resolve, reject) => {
        const id = ++last;
        const timer = window.setTimeout(
          () => stop(worker, failure("timeout", `no answer within ${ANSWER / 1000} seconds`)),
          ANSWER,
        );
        open.set(id, { resolve, reject, timer });
        const options = JSON.stringify({ types, context, chosen, page: here() });
        order(worker, { type: "ask", id, text, options });
      });
    } finally {
      if (onProgress) listeners.delete(onProgress);
    }
  };

  own.piece = fetchPart;
  own.dress = draw;
  own.part = (name, index, text) => void parts.set(`${name} ${index}`, text);
  own.siteRoot = new URL("../../", home);
  window.whydenied = own;
})();
