// Runs the checker of the built runtime inside Pyodide under Node:  node run_cases.mjs RUNTIME_DIR GUIDE.json
// Reads JSON lines {"id", "text"} from standard input and writes one line each, {"id", "report"}, or {"id", "error"} where the checker failed.
import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [directory, guide] = process.argv.slice(2).map((argument) => resolve(argument));
if (!directory || !guide) throw new Error("usage: node run_cases.mjs RUNTIME_DIR GUIDE.json");
const files = directory + sep;

/** @type {typeof import("pyodide")} */
const { loadPyodide } = await import(pathToFileURL(files + "pyodide.js").href);
const { default: createPyodideModule } = await import(pathToFileURL(files + "pyodide.asm.js").href);
const { info } = JSON.parse(readFileSync(files + "pyodide-lock.json", "utf8"));
const lockFileContents = { info, packages: {} };
const options = {
  createPyodideModule,
  indexURL: files,
  stdLibURL: files + "library.zip",
  lockFileContents,
  packages: [],
};
const python = await loadPyodide(/** @type {any} */ (options));
for (const name of ["checker.bin", "rules.bin", "far.bin"]) {
  python.FS.writeFile("/packed", readFileSync(files + name));
  python.pyimport("packed_modules").add("/packed");
}
python.pyimport("remembered");
const checker = python.pyimport("whydenied.browser");
const answer = python
  .pyimport("functools")
  .partial.callKwargs(checker.answer, { guide: readFileSync(guide, "utf8") });

for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const { id, text } = JSON.parse(line);
  let result;
  try {
    result = { id, report: JSON.parse(answer(text)) };
  } catch (error) {
    result = { id, error: String(error) };
  }
  process.stdout.write(JSON.stringify(result) + "\n");
}
