// Builds the two files that Publius ships from the sources in this folder.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "publius", "ui", "static", "ui");

const { css } = compile(join(here, "publius.scss"), {
  loadPaths: [here, join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(target, "publius.css"), css + "\n");

await build({
  entryPoints: [join(here, "publius.mjs")],
  outfile: join(target, "publius.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});

// npm notes where to donate to each package; we keep addresses out of the lock file.
const lock_path = join(here, "package-lock.json");
const lock = JSON.parse(readFileSync(lock_path, "utf8"));
for (const entry of Object.values(lock.packages)) delete entry.funding;
writeFileSync(lock_path, JSON.stringify(lock, null, 2) + "\n");
