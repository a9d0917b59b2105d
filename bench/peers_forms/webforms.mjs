// One process that opens one sample form in the engine of ODK Web Forms, answers it as bench/form_run.py does, and
// prints the same JSON: node webforms.mjs FOLDER. FOLDER holds form.xml, script.json and the media.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
const dom = /^(document|DOMParser|XMLSerializer|Attr|Text|Comment|CDATASection|ProcessingInstruction|Element|(XPath|Document|Node|HTML|XML).*)$/;
for (const name of Object.getOwnPropertyNames(window)) {
  if (dom.test(name)) globalThis[name] = window[name];
}
// The engine's expression parser asks for a Node that has __dirname; as in a browser, it finds all it needs in itself.
const versions = process.versions;
Object.defineProperty(process, "versions", { value: {}, configurable: true });
globalThis.window = globalThis;
const { loadForm } = await import("@getodk/xforms-engine");
Object.defineProperty(process, "versions", { value: versions, configurable: true });

const folder = process.argv[2];
const script = JSON.parse(readFileSync(join(folder, "script.json"), "utf-8"));
const xml = readFileSync(join(folder, "form.xml"), "utf-8");
const OPENINGS = 5;
const LISTINGS = 20;
const FIRST = 50;

// [processor, wall] milliseconds since a beginning.
const begin = () => [process.cpuUsage(), performance.now()];
const since = ([cpu, wall]) => {
  const used = process.cpuUsage(cpu);
  return [(used.user + used.system) / 1000, performance.now() - wall];
};
const spent = (work) => {
  const began = begin();
  work();
  return since(began);
};

const fetchFormAttachment = async (address) => {
  const name = String(address).split("/").pop();
  return new Response(readFileSync(join(folder, name)), { headers: { "content-type": "text/csv" } });
};

async function opening() {
  const form = await loadForm(xml, { fetchFormAttachment });
  if (form.status === "failure") throw form.error;
  return form.createInstance().root;
}

// The node at a reference; of a repeat without position, the range of its instances.
function find(root, ref) {
  let node = root;
  for (const step of ref.split("/").slice(2)) {
    const [, name, position] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step);
    node = node.currentState.children.find((child) => child.currentState.reference.split("/").pop().split("[")[0] === name);
    if (position) node = node.currentState.children[position - 1];
  }
  return node;
}

// Answers and reads the answer back, as a window does.
function answer(node, value) {
  if (node.nodeType === "select") node.selectValue(value);
  else node.setValue(node.valueType === "int" ? BigInt(value) : value);
  return node.currentState.instanceValue;
}

function grow(repeat, wanted) {
  for (let count = repeat.currentState.children.length; count < wanted; count++) repeat.addInstances(count - 1);
}

const began = begin();
const root = await opening();
const first = since(began);
const grown = script.grow && spent(() => grow(find(root, script.grow[0]), script.grow[1]));
const nodes = script.answers.map(([ref]) => find(root, ref));
const answers = script.answers.map(([, value], at) => spent(() => answer(nodes[at], value)));
const choices = [];
while (script.choices && choices.length < LISTINGS) {
  const select = find(root, script.choices);
  choices.push(spent(() => select.currentState.valueOptions.slice(0, FIRST).map((option) => option.label.asString)));
}
const checks = Object.fromEntries(script.checks.map((ref) => [ref, find(root, ref).currentState.instanceValue]));
const peak = process.resourceUsage().maxRSS / 1024;
const open = [];
while (!script.grow && open.length < OPENINGS) {
  const again = begin();
  await opening();
  open.push(since(again));
}
console.log(JSON.stringify({ "open first": first, grow: grown, answers, choices, checks, peak, open }));
