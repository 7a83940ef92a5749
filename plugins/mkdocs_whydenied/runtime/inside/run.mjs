// Runs one Python program inside Pyodide under Node:  node run.mjs PYODIDE_DIR PROGRAM.py JOB_DIR
// JOB_DIR appears to the program as /job; what it reads and writes there is its input and its result.
import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, program, job] = process.argv.slice(2).map((argument) => resolve(argument));
if (!directory || !program || !job) throw new Error("usage: node run.mjs PYODIDE_DIR PROGRAM.py JOB_DIR");

/** @type {typeof import("pyodide")} */
const { loadPyodide } = await import(pathToFileURL(directory + sep + "pyodide.mjs").href);
// A fixed hash seed: the order of a set must not show in the compiled files.
const python = await loadPyodide({ indexURL: directory + sep, packages: [], env: { PYTHONHASHSEED: "0" } });
python.mountNodeFS("/job", job);
python.runPython(readFileSync(program, "utf8"), { filename: program });
