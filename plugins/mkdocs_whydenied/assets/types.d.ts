// Types that the scripts of the page share. Not part of any site.

/** The report of the checker; its fields are those of the documented JSON Schema. */
interface WhydeniedReport {
  schema: "whydenied/report/1";
  kind: "error" | "policy" | "error+policy" | "cloudtrail" | "nothing";
  section: string | null;
  [field: string]: any;
}

/** How far the runtime has come: bytes of a total known beforehand, then Python starting, then the checker reading. */
interface WhydeniedProgress {
  loaded: number;
  total: number;
  stage: "loading" | "starting" | "reading";
}

/** Why no answer came. */
type WhydeniedFailureCode = "no-wasm" | "blocked" | "missing-file" | "timeout" | "crashed";

/** An answer that did not come; `code` says why. */
type WhydeniedFailure = Error & { code: WhydeniedFailureCode };

/** The configuration that the plugin puts before the scripts. */
interface WhydeniedSite {
  mode: "http" | "embed";
  /** Logical name to file name, relative to the script. */
  files: Record<string, string>;
  /** Logical name to the number of its part files; `{i}` in the file name stands for the part. */
  embed: Record<string, number>;
  /** The same for files that are loaded only when a paste needs them. */
  later: Record<string, number>;
  /** Logical name to its size in bytes as it counts towards the progress. */
  sizes: Record<string, number>;
  texts: Record<string, any>;
  /** What Pyodide's lock file says of the runtime. */
  info: Record<string, string>;
}

/** What the page tells the worker. */
type WhydeniedOrder =
  | { type: "start"; files: Record<string, string>; sizes: Record<string, number>; info: Record<string, string> }
  | { type: "part"; name: string; text: string; last: boolean }
  | { type: "ask"; id: number; text: string };

/** What the worker tells the page. */
type WhydeniedNews =
  | { type: "progress"; name: string; loaded: number }
  | { type: "starting" }
  | { type: "ready" }
  | { type: "failed"; code: WhydeniedFailureCode; message: string }
  | { type: "need"; name: string }
  | { type: "answer"; id: number; report: string }
  | { type: "refused"; id: number; message: string };

/** The one object that the scripts put on the window. */
interface Whydenied {
  ask(text: string, options?: { onProgress?: (progress: WhydeniedProgress) => void }): Promise<WhydeniedReport>;
  warm(): void;
  /** The root of the site; addresses in the guide index are relative to it. */
  siteRoot: URL;
  /** Takes a part of an embedded file; the part scripts call it. */
  part(name: string, index: number, text: string): void;
  /** The browser's own Worker, from before a shim replaced it. */
  NativeWorker?: typeof Worker;
}

/** Where a worker gets the inputs of Python from: the network, or the parts that the page sends. */
interface WhydeniedSource {
  modules: Promise<{ loadPyodide: typeof import("pyodide").loadPyodide; createPyodideModule: any }>;
  wasm: Promise<WebAssembly.Module>;
  bundle: Promise<Uint8Array<ArrayBuffer>>;
  guide: Promise<string>;
  info: Record<string, string>;
  /** A file that is loaded only when a paste needs it. */
  later(name: string): Promise<Uint8Array>;
}

interface Window {
  whydenied?: Whydenied;
  whydeniedSite: WhydeniedSite;
}

// What the build puts before embedded-worker.js.
declare const pyodideModule: { loadPyodide: typeof import("pyodide").loadPyodide };
declare const pythonModule: { default: any };
declare const coreModule: { serve(source: WhydeniedSource): Promise<void> };
