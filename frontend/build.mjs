// Bundles every island, the style layer, the fonts and the icons into one directory.
// Usage: node build.mjs [--watch]
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/saphan/static/built");
const paper = join(here, "../src/saphan/paper/fonts");
const watching = process.argv.includes("--watch");

const STYLES = { style: "style/index.css", "style-rest": "style/rest.css", "fonts-han": "fonts/han.css", "design-sheet": "design/sheet.css" };

async function entryPoints() {
  const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const islands = folders.map(({ name }) => [name, `${name}/index.ts`]);
  return Object.fromEntries([...islands, ...Object.entries(STYLES)].filter(([, file]) => existsSync(join(here, file))));
}

async function options(outdir) {
  return {
    absWorkingDir: here,
    entryPoints: await entryPoints(),
    outdir,
    bundle: true,
    minify: true,
    sourcemap: watching ? "linked" : false,
    format: "esm",
    // Browsers with CSS nesting, so that the style layer arrives as it was written.
    target: ["es2022", "chrome120", "firefox121", "safari17.2"],
    loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
    assetNames: "assets/[name]",
    legalComments: "eof",
    logLevel: "warning",
  };
}

async function symbol(name) {
  const file = join(here, "node_modules/lucide-static/icons", `${name}.svg`);
  if (!existsSync(file)) throw new Error(`icons.txt: lucide has no icon named ${name}`);
  const [, shapes] = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(await readFile(file, "utf8"));
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" ` +
    `stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

async function writeIcons(outdir) {
  const names = (await readFile(join(here, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  await writeFile(join(outdir, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

// The licences of fonts, icons and libraries ask to travel with the files.
async function copyLicences(outdir) {
  const { dependencies } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  await mkdir(join(outdir, "licences"), { recursive: true });
  for (const name of Object.keys(dependencies)) {
    const target = join(outdir, "licences", `${name.replace(/^@/, "").replace("/", "-")}.txt`);
    await cp(join(here, "node_modules", name, "LICENSE"), target);
  }
}

// Whole fonts for documents: the slices for browsers are of no use to a typesetter.
const PAPER_FONTS = {
  "NotoSansSC.ttf": "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "NotoSansSC-licence.txt": "noto-sans-sc/LICENSE_FONT",
  "NotoSansThai.ttf": "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
  "NotoSansThai-licence.txt": "noto-sans-thai/LICENSE_FONT",
};

async function copyPaperFonts() {
  await rm(paper, { recursive: true, force: true });
  await mkdir(paper, { recursive: true });
  for (const [name, file] of Object.entries(PAPER_FONTS)) {
    await cp(join(here, "node_modules/@expo-google-fonts", file), join(paper, name));
  }
}

async function build() {
  // Built aside and swapped in, so that a failed build leaves the last good one in place.
  const aside = join(here, "node_modules/.built");
  await rm(aside, { recursive: true, force: true });
  await esbuild.build(await options(aside));
  await writeIcons(aside);
  await copyLicences(aside);
  await copyPaperFonts();
  await rm(out, { recursive: true, force: true });
  await mkdir(dirname(out), { recursive: true });
  await rename(aside, out);
}

await build();
if (watching) {
  const context = await esbuild.context(await options(out));
  await context.watch();
  console.log("Watching the front end; new islands and icons need a restart.");
}
