// Asks the functions of a small module, whole and in halves:  node halves.mjs WHOLE HOT COLD
// Writes JSON: what each call gives in either, and which of them had to wait for the cold half.
import { readFileSync } from "node:fs";

const [whole, hot, cold] = process.argv.slice(2).map((path) => new WebAssembly.Module(readFileSync(path)));
/** @type {[string, number][]} */
const CALLS = [
  ["double", 21],
  ["by_table", 0],
  ["count_then_twice", 3],
  ["twice", 5],
  ["catches", 9],
  ["by_table", 1],
  ["read", 4096],
  ["read", 4100],
  ["count_then_twice", 4],
];
const imports = { env: { pass: (/** @type {number} */ value) => value + 1000 } };
/** @type {(exports: any, own?: any) => number[]} */
const called = (exports) => CALLS.map(([name, value]) => exports[name](value)).concat(exports.counted.value);

const one = called(new WebAssembly.Instance(whole, imports).exports);
/** @type {any} */
const { exports } = new WebAssembly.Instance(hot, imports);
/** @type {string[]} */
const waited = [];
const PASS_ON = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 5, 1, 0, 0, 0, 0, 7, 4, 1, 0, 0, 0];
let now = "";
const need = () => {
  waited.push(now);
  new WebAssembly.Instance(cold, { ...imports, $: exports });
  exports.$here.value = 1;
};
const load = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(PASS_ON)), { "": { "": need } });
exports.$t1.set(exports.$t1.length - 1, load.exports[""]);
const two = CALLS.map(([name, value]) => {
  now = name;
  return exports[name](value);
}).concat(exports.counted.value);
console.log(JSON.stringify({ one, two, waited }));
