// Leaves out of Pyodide's generated JavaScript what nothing there can reach:  node shake.mjs JOB.json
// The job is {"glue", "api", "called", "uncalled"}: the generated JavaScript, the module that uses it, and the functions that Python's
// WebAssembly module imports, by whether it can call them. Prints the JavaScript that is left; a sentence and exit code 1 where it has another shape than expected.
//
// It is one function with a few thousand declarations at its top, most of them for packages with compiled code: drawing, sound, sockets. A
// declaration stays when its name occurs in anything that stays, wherever it occurs: also as a property or in quotes.
import { readFileSync } from "node:fs";
import { parse } from "acorn";

/** @typedef {import("acorn").AnyNode} Node */
/** @typedef {{ name: string | null, node: Node, uses: Set<string>, part: boolean }} Piece */

/** @param {string} why @returns {never} */
function refuse(why) {
  console.error(why);
  process.exit(1);
}

/**
 * All that a piece of code names: `name` for identifiers, `.name` for properties and strings.
 * @param {any} node @param {Set<string>} found
 */
function names(node, found = new Set()) {
  if (Array.isArray(node)) for (const each of node) names(each, found);
  else if (node?.type === "Identifier") found.add(node.name);
  else if (node?.type === "Literal") found.add(`.${node.value}`);
  else if (node?.type === "TemplateElement") found.add(`.${node.value.cooked}`);
  else if (node && typeof node === "object") {
    const key = node.computed ? null : (node.property ?? node.key);
    if (key) found.add(`.${key.name ?? key.value}`);
    for (const [part, value] of Object.entries(node))
      if (value && typeof value === "object" && value !== key) names(value, found);
    // `{name}` is both.
    if (node.shorthand) found.add(key.name);
  }
  return found;
}

/** Whether evaluating it does nothing but give a value. @param {any} node @returns {boolean} */
function isPure(node) {
  switch (node?.type) {
    case undefined:
    case "Literal":
    case "Identifier":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "ClassExpression":
    case "ClassDeclaration":
      return !node.superClass;
    case "UnaryExpression":
      return node.operator !== "delete" && isPure(node.argument);
    case "BinaryExpression":
      return isPure(node.left) && isPure(node.right);
    case "MemberExpression":
      return !node.computed && node.object.type === "Identifier";
    case "TemplateLiteral":
      return !node.expressions.length;
    case "ArrayExpression":
      return node.elements.every(isPure);
    case "ObjectExpression":
      return node.properties.every(
        (/** @type {any} */ each) => each.type === "Property" && !each.computed && isPure(each.value),
      );
    case "NewExpression":
      return ["Map", "Set", "WeakMap", "WeakSet"].includes(node.callee.name) && node.arguments.every(isPure);
    default:
      return false;
  }
}

/**
 * What a statement declares, or all of it under no name.
 * @param {any} statement @returns {Piece[]}
 */
function pieces(statement) {
  const whole = { name: null, node: statement, uses: names(statement), part: false };
  if (statement.type === "VariableDeclaration")
    return statement.declarations.map((/** @type {any} */ each) => ({
      name: each.id.type === "Identifier" && isPure(each.init) ? each.id.name : null,
      node: each,
      uses: names(each.init, each.id.type === "Identifier" ? undefined : names(each.id)),
      part: false,
    }));
  if (
    statement.type === "FunctionDeclaration" ||
    (statement.type === "ClassDeclaration" && isPure(statement))
  )
    return [{ ...whole, name: statement.id.name, uses: names([statement.params, statement.body]) }];
  const { type, operator, left, right } = statement.expression ?? {};
  if (
    type !== "AssignmentExpression" ||
    operator !== "=" ||
    left.type !== "MemberExpression" ||
    !isPure(right)
  )
    return [whole];
  if (left.object.type !== "Identifier") return [whole];
  // `Module["name"] = name` is for those who ask Module for it, `name.sig = "ii"` belongs to what it is set on.
  if (left.object.name === "Module")
    return [{ ...whole, name: `.${left.property.name ?? left.property.value}`, uses: names(right) }];
  return left.computed ? [whole] : [{ ...whole, name: left.object.name, uses: names(right), part: true }];
}

/** @param {string} text */
const read = (text) => parse(text, { ecmaVersion: "latest", sourceType: "module" });

/** @param {string} text @param {any} body its top function's @param {string[]} called @param {string[]} uncalled */
function withImports(text, body, called, uncalled) {
  const declared = body.flatMap((/** @type {any} */ each) => each.declarations ?? []);
  const found = declared.filter((/** @type {any} */ each) => each.id.name === "wasmImports");
  const [object] = found.map((/** @type {any} */ each) => each.init);
  if (found.length !== 1 || object?.type !== "ObjectExpression" || !isPure(object))
    refuse("the generated JavaScript hands functions to Python's module in another way");
  const missing = new Set(called);
  const kept = object.properties.filter((/** @type {any} */ { key }) =>
    missing.delete(key.name ?? key.value),
  );
  if (missing.size) refuse(`the generated JavaScript has no ${[...missing].sort()[0]}`);
  const entries = kept.map((/** @type {any} */ { start, end }) => text.slice(start, end));
  entries.push(...uncalled.map((name) => `${name}(){}`));
  return `${text.slice(0, object.start)}{${entries.join(",")}}${text.slice(object.end)}`;
}

/** The body of the function that all of it is. @param {string} text @returns {any} */
function top(text) {
  const functions = /** @type {any[]} */ (read(text).body).filter(
    ({ type }) => type === "FunctionDeclaration",
  );
  if (functions.length !== 1) refuse("the generated JavaScript is not one function");
  return functions[0].body.body;
}

/** @param {string} text @param {Iterable<string>} asked */
function shaken(text, asked) {
  const body = top(text);
  const found = /** @type {Piece[]} */ (body.flatMap(pieces));
  const declared = new Set(found.filter(({ part }) => !part).map(({ name }) => name));
  /** @type {Map<string, Piece[]>} */
  const named = new Map();
  for (const each of found) named.set(each.name ?? "", [...(named.get(each.name ?? "") ?? []), each]);
  const live = new Set();
  const next = [...asked];
  for (const { name, uses } of found) if (name === null || !declared.has(name)) next.push(...uses);
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (live.has(name)) continue;
    live.add(name);
    for (const { uses } of named.get(name) ?? []) next.push(...uses);
  }
  const gone = new Set(
    found
      .filter(({ name }) => name !== null && declared.has(name) && !live.has(name))
      .map(({ node }) => node),
  );
  let out = "";
  let at = 0;
  for (const statement of body) {
    const { start, end, declarations, kind } = statement;
    const kept = declarations?.filter((/** @type {Node} */ each) => !gone.has(each));
    if (kept ? kept.length === declarations.length : !gone.has(statement)) continue;
    const rest = (kept ?? []).map((/** @type {Node} */ each) => text.slice(each.start, each.end));
    out += text.slice(at, start) + (rest.length ? `${kind} ${rest.join(",")};` : "");
    at = end;
  }
  return out + text.slice(at);
}

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const glue = withImports(job.glue, top(job.glue), job.called, job.uncalled);
process.stdout.write(
  shaken(
    glue,
    [...names(read(job.api))].filter((name) => name.startsWith(".")),
  ),
);
