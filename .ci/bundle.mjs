// Bundles static/css and static/js into static/dist: one stylesheet, one script, the fonts, and the icons that
// static/css/icons.txt allows. `node .ci/bundle.mjs --watch` keeps bundling while you work.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import * as esbuild from "esbuild";

const require = createRequire(import.meta.url);
const out = "static/dist";

const options = {
  entryPoints: [
    { in: "static/css/app.css", out: "app" },
    { in: "static/js/app.js", out: "app" },
    { in: "static/js/offline.js", out: "offline" },
    { in: "static/js/worker.js", out: "worker" },
  ],
  bundle: true,
  minify: true,
  outdir: out,
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  format: "esm",
  // Phones of about five years old; newer colour functions have plainer values before them (tokens.css).
  target: ["chrome111", "firefox113", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
};

/** The allowed icons as JSON: name -> SVG body. */
async function icons() {
  const set = JSON.parse(await readFile(require.resolve("@iconify-json/lucide/icons.json"), "utf8"));
  const list = (await readFile("static/css/icons.txt", "utf8"))
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter(Boolean);
  const drawn = {};
  for (const name of list) {
    const original = set.icons[name] ? name : set.aliases?.[name]?.parent;
    if (!set.icons[original]) throw new Error(`static/css/icons.txt: Lucide has no icon "${name}"`);
    drawn[name] = set.icons[original].body;
  }
  return JSON.stringify(drawn);
}

if (process.argv.includes("--watch")) {
  await mkdir(out, { recursive: true });
  await writeFile(`${out}/icons.json`, await icons());
  const context = await esbuild.context(options);
  await context.watch();
} else {
  // Everything is made before anything is thrown away: a mistake leaves the last good bundle.
  const [drawn, { outputFiles }] = await Promise.all([icons(), esbuild.build({ ...options, write: false })]);
  await rm(out, { recursive: true, force: true });
  await mkdir(`${out}/fonts`, { recursive: true });
  await writeFile(`${out}/icons.json`, drawn);
  for (const file of outputFiles) await writeFile(file.path, file.contents);
  // What draws pictures (portal/brands/drawing.py) and sets pages (portal/printing/setting.py) on the server reads no woff2.
  await copyFile(require.resolve("@expo-google-fonts/figtree/400Regular/Figtree_400Regular.ttf"), `${out}/fonts/figtree-regular.ttf`);
  await copyFile(require.resolve("@expo-google-fonts/figtree/700Bold/Figtree_700Bold.ttf"), `${out}/fonts/figtree-bold.ttf`);
}
