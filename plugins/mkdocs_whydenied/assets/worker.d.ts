// What a worker starts Python from, as its scripts know it.

export {};

declare global {
  /** Pyodide's two modules: one loads Python, the other makes the instance of WebAssembly that is Python. */
  interface WhydeniedPyodide {
    loadPyodide: typeof import("pyodide").loadPyodide;
    createPyodideModule: import("pyodide").PyodideConfig["createPyodideModule"];
  }

  /** What the worker of a site imports, by its logical name. */
  interface WhydeniedModules {
    "pyodide.js": Pick<WhydeniedPyodide, "loadPyodide">;
    "pyodide.asm.js": { default: WhydeniedPyodide["createPyodideModule"] };
  }

  /** Where a worker gets the inputs of Python from: the network, or the parts that the page sends. */
  interface WhydeniedSource {
    modules: Promise<WhydeniedPyodide>;
    wasm: Promise<WebAssembly.Module>;
    library: Promise<Uint8Array<ArrayBuffer>>;
    checker: Promise<Uint8Array<ArrayBuffer>>;
    guide: Promise<string>;
    info: import("pyodide").LockfileInfo;
    /** A file that is loaded when the checker can answer already, or only when a paste needs it. */
    later(name: string): Promise<Uint8Array<ArrayBuffer>>;
    /** Whether to start with both halves of Python's module, where it is cut in two. */
    whole: boolean;
    /** Brings the cold half near, so that `coldNow` has it at once; null where nothing can be had at once. */
    keepCold: (() => Promise<unknown>) | null;
    /** The cold half, compiled. */
    cold(): Promise<WebAssembly.Module>;
    /** The same at once; throws where that is not possible. */
    coldNow(): WebAssembly.Module;
  }

  // What the build puts before embedded-worker.js.
  const pyodideModule: WhydeniedModules["pyodide.js"];
  const pythonModule: WhydeniedModules["pyodide.asm.js"];
  const coreModule: typeof import("./core.js");
}
