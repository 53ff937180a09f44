// Markdown through the rich editor and out again: a list of texts comes in as JSON, what the editor writes goes out.
import { readFileSync } from "node:fs";

const { places, texts } = JSON.parse(readFileSync(0, "utf8"));
globalThis.document = { documentElement: { style: {} }, querySelector: () => ({ dataset: { places: JSON.stringify(places) } }) };

const { getSchema } = await import("@tiptap/core");
const { devices } = await import("../../static/js/editor/devices.js");
const { read, written } = await import("../../static/js/editor/markdown.js");

const schema = getSchema(devices(() => {}));
const through = (text) => {
  const boxes = [];
  const doc = read(schema, text);
  doc.descendants((node) => void (node.type.name === "markdown" && boxes.push(node.textContent)));
  return { text: written(doc), again: written(read(schema, written(doc))), boxes };
};
process.stdout.write(JSON.stringify(texts.map(through)));
