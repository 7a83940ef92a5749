// Runs one Python program inside Pyodide under Node:  node run.mjs PYODIDE_DIR PROGRAM.py JOB_DIR [LIBRARY.zip]
// JOB_DIR appears to the program as /job; what it reads and writes there is its input and its result. LIBRARY.zip takes the place of
// Pyodide's own standard library.
import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, program, job, library] = process.argv.slice(2).map((argument) => resolve(argument));
if (!directory || !program || !job) throw new Error("usage: node run.mjs PYODIDE_DIR PROGRAM.py JOB_DIR");

process.env.TZ = "UTC"; // dates in archives are local ones
/** @type {typeof import("pyodide")} */
const { loadPyodide } = await import(pathToFileURL(directory + sep + "pyodide.mjs").href);
// A fixed hash seed: the order of a set must not show in the compiled files. They have no docstrings, no assertions, no columns.
const options = {
  indexURL: directory + sep,
  packages: [],
  env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1", PYTHONOPTIMIZE: "2" },
};
try {
  const python = await loadPyodide(library ? { ...options, stdLibURL: library, args: ["-S"] } : options);
  python.mountNodeFS("/job", job);
  const { compile, exec, dict } = python.pyimport("builtins");
  exec(compile(readFileSync(program, "utf8"), program, "exec"), dict());
} catch (error) {
  // Node would print a line of Pyodide's minified source with it, which is a megabyte long.
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
