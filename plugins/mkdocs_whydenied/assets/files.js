// The files of the checker, loaded into the page: scripts and styles, each verified before it is used, and
// those parts that an offline copy hands over as scripts.
(() => {
  if (window.whydenied?.files) return; // instant navigation may run a page's scripts again

  /** Milliseconds without a byte of a file. */
  const STALL = 30_000;

  const { failure, known, isWhole, load: loadFile, blockedBy } = self.whydeniedLoading;
  const site = window.whydeniedSite;
  const home = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const own = /** @type {Whydenied} */ (window.whydenied ?? {});

  /**
   * Promise of the script and the style of answers; null before first use and after failure.
   * @type {Promise<unknown> | null}
   */
  let drawing = null;
  /** Parts of embedded files on their way to the worker. @type {Map<string, string>} */
  const parts = new Map();
  /** What part scripts are asked for with: past the cache after one of them was wrong. */
  let again = "";

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
  /** @param {string | URL} address */
  const script = (address) => trusted?.createScriptURL(String(address)) ?? String(address);

  /** What kept us from an answer, as a failure that has a sentence. @param {unknown} error */
  function cause(error) {
    if (distrusted && error instanceof TypeError) return failure("trusted-types");
    if (error instanceof DOMException && error.name === "SecurityError") return failure("sandbox");
    return known(error);
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

  /** The code of the worker of a site on a web server. */
  async function servedWorker() {
    const file = site.files["worker.js"];
    await verified(file);
    return { address: new URL(file, home).href, options: /** @type {WorkerOptions} */ ({ type: "module" }) };
  }

  own.files = {
    stall: STALL,
    script,
    cause,
    worker: site.mode === "embed" ? embeddedWorker : servedWorker,
    pastCache() {
      again = `?${Date.now()}`;
    },
  };
  own.piece = fetchPart;
  own.dress = draw;
  own.part = (name, index, text) => void parts.set(`${name} ${index}`, text);
  own.home = home;
  own.siteRoot = new URL(site.root, home);
  own.clothe = clothe;
  window.whydenied = own;
})();
