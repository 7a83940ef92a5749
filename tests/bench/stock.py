"""Stock Pyodide: npm's files as they are, in a page of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT

FILES = (
    "pyodide.js",
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)


def copy_stock(folder: Path) -> Path:
    """The files in *folder*, with an empty page beside them."""
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(ROOT / "node_modules/pyodide" / name, folder / name)
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>stock</title></html>', "utf-8"
    )
    return folder


# To load and print, from the first line on.
STOCK = """async () => {
  const start = performance.now();
  const { loadPyodide } = await import("./pyodide.mjs");
  const python = await loadPyodide();
  python.runPython("print('ready')");
  return { start, end: performance.now() };
}"""

# What no page that runs this Pyodide can do without: to fetch its modules and its WebAssembly file side by
# side, to compile both and to instantiate. Pyodide's own loader makes what the instance imports. Python
# itself never starts.
FLOOR = """async () => {
  const start = performance.now();
  const wasm = WebAssembly.compileStreaming(fetch("pyodide.asm.wasm"));
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([import("./pyodide.mjs"), import("./pyodide.asm.mjs")]);
  window.fetch = async () => new Response();
  return new Promise((resolve, reject) => {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      await WebAssembly.instantiate(await wasm, imports);
      resolve({ start, end: performance.now() });
      return new Promise(() => {});
    };
    loadPyodide({ createPyodideModule, lockFileContents: { info: {}, packages: {} } }).catch(reject);
  });
}"""
