// Bundles what the browser gets into static/vendor/, under names that carry a hash of the content.
// manifest.json maps each logical name (site.css, desk.js, icons.svg, fonts/newsreader.woff2, img/…) to its file.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const source = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(source, "vendor");
const day = 24 * 60 * 60 * 1000;
const require = createRequire(import.meta.url);
const compressed = new Set([".css", ".js", ".svg", ".json", ".txt", ".webmanifest"]);

// Stylesheets name a font by its logical name, fonts/newsreader.woff2: Latin subset, weight axis only.
const fonts = {
  "newsreader": "@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2",
  "newsreader-italic": "@fontsource-variable/newsreader/files/newsreader-latin-wght-italic.woff2",
  "source-sans-3": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
};

// What share cards are lettered with: every subset, since a headline may hold any letter. In the order in which a letter
// is looked for.
const cardFonts = {
  serif: ["newsreader"],
  sans: ["source-sans-3"],
  others: ["noto-sans-arabic", "noto-sans-hebrew", "noto-sans-sc"],
};

async function main() {
  const files = new Map();
  await bundle(files);
  await lettering(files);
  files.set("icons.svg", Buffer.from(await sprite()));
  await pictures(files);
  await writeAll(hashed(files), files);
}

async function bundle(files) {
  const fontFiles = Object.fromEntries(
    await Promise.all(Object.entries(fonts).map(async ([name, at]) => [name, await readFile(require.resolve(at))])),
  );
  const used = new Set();
  const result = await build({
    absWorkingDir: source,
    entryPoints: [...(await entries("css", ["site.css", "desk.css", "search.css"])), ...(await entries("js"))],
    outdir: target,
    bundle: true,
    format: "esm",
    minify: true,
    target: "esnext",
    legalComments: "none",
    logLevel: "warning",
    write: false,
    plugins: [fontNames(used), staticAddresses()],
  });
  for (const output of result.outputFiles) {
    files.set(path.relative(target, output.path).replaceAll(path.sep, "/"), Buffer.from(output.contents));
  }
  for (const name of used) files.set(`fonts/${name}.woff2`, fontFiles[name]);
}

/** Entry points of one kind: every file at the top of its folder, or only those named. */
async function entries(kind, only) {
  const found = await readdir(path.join(source, kind), { withFileTypes: true }).catch(() => []);
  const names = found.filter((entry) => entry.isFile() && entry.name.endsWith(`.${kind}`)).map((entry) => entry.name);
  const chosen = names.filter((name) => !only || only.includes(name));
  return chosen.map((name) => ({ in: path.join(source, kind, name), out: path.parse(name).name }));
}

/** Keeps a font's address as a placeholder; the hashed name is put in its place at the end. */
function fontNames(used) {
  return {
    name: "font-names",
    setup(setup) {
      setup.onResolve({ filter: /fonts\/[\w-]+\.woff2$/ }, ({ path: address }) => {
        const name = path.parse(address).name;
        if (!(name in fonts)) return { errors: [{ text: `no font is called ${name}` }] };
        used.add(name);
        return { path: `fonts/${name}.woff2`, external: true };
      });
    },
  };
}

/** Pictures named by a stylesheet are those of static/img, whatever folder the sheet lies in. */
function staticAddresses() {
  return {
    name: "static-addresses",
    setup(setup) {
      setup.onResolve({ filter: /img\/[\w/-]+\.(svg|png|webp|avif)$/ }, ({ path: address }) => ({
        path: address.slice(address.indexOf("img/")),
        external: true,
      }));
    },
  };
}

/** The files of the fonts for share cards, and the list of them with the letters that each is meant for. */
async function lettering(files) {
  const listed = {};
  for (const [use, names] of Object.entries(cardFonts)) {
    listed[use] = (await Promise.all(names.map((name) => subsets(name, files)))).flat();
  }
  files.set("fonts/cards.json", Buffer.from(JSON.stringify(listed)));
}

async function subsets(name, files) {
  const folder = path.dirname(require.resolve(`@fontsource-variable/${name}/unicode.json`));
  const ranges = JSON.parse(await readFile(path.join(folder, "unicode.json"), "utf8"));
  // The plain Latin of a font comes first: most letters are found at once.
  const order = Object.keys(ranges).sort((a, b) => (b === "latin") - (a === "latin"));
  return Promise.all(
    order.map(async (subset) => {
      const part = subset.replace(/[[\]]/g, "");
      const content = await readFile(path.join(folder, "files", `${name}-${part}-wght-normal.woff2`));
      const file = `fonts/cards/${name}-${part}.woff2`;
      files.set(file, content);
      return { name: file, ranges: ranges[subset].split(",").map(range) };
    }),
  );
}

/** "U+0-FF" or "U+131" as the numbers of its first and last letter. */
function range(words) {
  const [first, last] = words.trim().slice(2).split("-");
  return [parseInt(first, 16), parseInt(last ?? first, 16)];
}

/** One <symbol> for each name in icons.json; use it as <use href="…#name">. */
async function sprite() {
  const names = JSON.parse(await readFile(path.join(source, "icons.json"), "utf8"));
  const symbols = await Promise.all([...new Set(names)].sort().map(symbol));
  const licence = "<!-- Lucide icons, ISC licence, lucide.dev -->";
  return `${licence}<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

async function symbol(name) {
  const svg = await readFile(require.resolve(`lucide-static/icons/${name}.svg`), "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const drawn = shapes.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>");
  const pen = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${pen}>${drawn}</symbol>`;
}

async function pictures(files) {
  const root = path.join(source, "img");
  const found = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of found.filter((item) => item.isFile() && !item.name.startsWith("."))) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    files.set(`img/${path.relative(root, file).replaceAll(path.sep, "/")}`, await readFile(file));
  }
}

/** Logical → hashed names. Stylesheets come last: their content names the hashed fonts and pictures. */
function hashed(files) {
  const manifest = {};
  const order = [...files.keys()].sort((a, b) => a.endsWith(".css") - b.endsWith(".css") || (a < b ? -1 : 1));
  for (const name of order) {
    if (name.endsWith(".css")) files.set(name, Buffer.from(renamed(files.get(name).toString(), manifest)));
    const digest = createHash("sha256").update(files.get(name)).digest("hex").slice(0, 10);
    const { dir, name: stem, ext } = path.posix.parse(name);
    manifest[name] = path.posix.join(dir, `${stem}-${digest}${ext}`);
  }
  return manifest;
}

function renamed(css, manifest) {
  return css.replace(/(?:fonts|img)\/[\w/.-]+/g, (name) => {
    if (!(name in manifest)) throw new Error(`a stylesheet names ${name}, which does not exist`);
    return manifest[name];
  });
}

/** New files first, then the manifest in one step. A running server goes on with the files of a build before this one. */
async function writeAll(manifest, files) {
  for (const [name, file] of Object.entries(manifest)) await write(path.join(target, file), files.get(name));
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  const fresh = path.join(target, "manifest.json.new");
  await writeFile(fresh, `${JSON.stringify(sorted, null, 2)}\n`);
  await rename(fresh, path.join(target, "manifest.json"));
  await sweep(new Set(Object.values(manifest)));
}

/** Removes the files that no build of the last day has written. */
async function sweep(present) {
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const name = path.relative(target, file).replaceAll(path.sep, "/").replace(/\.(gz|br)$/, "");
    if (!entry.isFile() || name === "manifest.json" || present.has(name)) continue;
    if (Date.now() - (await stat(file)).mtimeMs > day) await rm(file);
  }
}

async function write(file, content) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  if (!compressed.has(path.extname(file))) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
}

await main();
