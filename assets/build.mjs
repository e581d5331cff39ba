// Builds one style sheet, one script and one icon sheet, each only as large as the templates need.
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = resolve(HERE, "../src/lilian");
const BUILT = join(SOURCE, "web/static/built");
// Made aside and moved over file by file when all is done: a site that is running never meets a half-written one.
const OUT = `${BUILT}.new`;
const require = createRequire(import.meta.url);
const packageFolder = name => join(HERE, "node_modules", name);

async function filesUnder(folder, ending) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter(entry => entry.isFile() && entry.name.endsWith(ending))
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .filter(path => !path.startsWith(BUILT))
    .sort();
}

const read = path => readFile(path, "utf8");

// A class our own style sheets define is wholly ours: what Tabler says of it is dropped, except for these, which we build on.
const FOUNDATION = /^(btn|form-)/;

const classesIn = css => [...new Set([...css.matchAll(/\.([a-z][a-z0-9-]*)/g)].map(match => match[1]))];
const ownNames = css => classesIn(css).filter(name => !FOUNDATION.test(name)).map(name => new RegExp(`^\\.?${name}$`));

// css/parts/X.css is loaded by the pages of the part X alone, after what every page loads.
async function style(pages) {
  const ours = ["tokens", "frame", "components", "plans", "stores", "print"].map(name => join(HERE, `css/${name}.css`));
  const parts = await filesUnder(join(HERE, "css/parts"), ".css");
  const css = await Promise.all(ours.map(read));
  const partCss = await Promise.all(parts.map(read));
  const tabler = join(packageFolder("@tabler/core"), "dist/css/tabler.css");
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: await read(tabler) }],
    content: pages.map(({ text }) => ({ raw: text, extension: "html" })),
    variables: true,
    keyframes: true,
    fontFace: true,
    safelist: { standard: ["html", "body"] },
    blocklist: ownNames([...css, ...partCss].join("\n")),
  });
  const drawing = join(SOURCE, "drawing/assets/drawing.css");
  // Our map colours must win over the drawing's own, so the tokens come last among the variables.
  const whole = [purged.css, await read(drawing), ...css].join("\n");
  await writeFile(join(OUT, "app.css"), await small(whole));
  await Promise.all(parts.map(async (path, at) => writeFile(join(OUT, `part-${basename(path)}`), await small(partCss[at]))));
}

const small = async css => (await esbuild.transform(css, { loader: "css", minify: true, legalComments: "none" })).code;

// What every page loads, and what the pages for signing and weighing load besides.
const SCRIPTS = { "app.js": "js/app.js", "pads.js": "js/pads.js", "receiving.js": "js/receiving/receiving.js", "receiving_worker.js": "js/receiving/worker.js", "verify.js": "js/verify.js" };

async function script() {
  for (const [name, source] of Object.entries(SCRIPTS)) await esbuild.build({
    entryPoints: [join(HERE, source)],
    outfile: join(OUT, name),
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020"],
    legalComments: "none",
  });
  const map = await read(join(SOURCE, "drawing/assets/map.js"));
  const { code } = await esbuild.transform(map, { minify: true, target: "es2020" });
  await writeFile(join(OUT, "map.js"), code);
}

// Icons are named as <c-icon name="…">, icon="…" or icon='…' in templates and as icon="…" in Python.
const NAMED = /(?:<c-icon[^>]*?\bname|\bicon)\s*=\s*["']([a-z0-9-]+)["']/g;

const QUOTED = /["']([a-z0-9-]+)["']/g;

async function iconNames(pages, folder) {
  const named = pages.flatMap(({ text }) => [...text.matchAll(NAMED)].map(match => match[1]));
  // A front.py may give the icon by position, so there every quoted word that is an icon counts.
  const known = new Set((await readdir(folder)).map(file => file.replace(/\.svg$/, "")));
  const fronts = pages.filter(({ path }) => path.endsWith("front.py"));
  const quoted = fronts.flatMap(({ text }) => [...text.matchAll(QUOTED)].map(match => match[1]));
  return [...new Set([...named, ...quoted.filter(name => known.has(name))])].sort();
}

async function icons(pages) {
  const folder = join(packageFolder("@tabler/icons"), "icons/outline");
  const names = await iconNames(pages, folder);
  const symbols = await Promise.all(names.map(async name => {
    const svg = await read(join(folder, `${name}.svg`)).catch(() => {
      const where = pages.find(({ text }) => text.includes(`"${name}"`))?.path;
      throw new Error(`no such icon: ${name} (named in ${where})`);
    });
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s+/g, " ").trim()}</symbol>`;
  }));
  await writeFile(join(OUT, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function notices() {
  const names = ["@tabler/core", "@tabler/icons", "htmx.org", "@alpinejs/csp"];
  const lines = names.map(name => {
    const about = require(join(packageFolder(name), "package.json"));
    return `${about.name} ${about.version} (${about.license})`;
  });
  await writeFile(join(OUT, "NOTICES.txt"), `${lines.join("\n")}\n`);
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await mkdir(BUILT, { recursive: true });
// The API's own pages stand in the same frame and are made of the same parts.
const sources = [["web", ".html"], ["web", ".py"], ["api", ".html"]];
const paths = (await Promise.all(sources.map(([folder, ending]) => filesUnder(join(SOURCE, folder), ending)))).flat();
const pages = await Promise.all(paths.map(async path => ({ path, text: await read(path) })));
await Promise.all([style(pages), script(), icons(pages), notices(), copyFile(join(HERE, "mark.svg"), join(OUT, "mark.svg"))]);
for (const name of await readdir(OUT)) await rename(join(OUT, name), join(BUILT, name));
await rm(OUT, { recursive: true });
for (const name of ["app.css", "app.js", "map.js", "icons.svg"]) {
  const size = gzipSync(await readFile(join(BUILT, name)), { level: 9 }).length;
  console.log(`${name.padEnd(10)} ${(size / 1024).toFixed(1).padStart(6)} KB gzip`);
}
