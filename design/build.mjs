// Builds the two files that Publius ships from the sources in this folder.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "publius", "ui", "static", "ui");

// A test compares this digest with the sources, so that a forgotten build is noticed without Node.
const sources = ["package.json", "publius.mjs", "publius.scss"]
  .concat(readdirSync(join(here, "scripts")).map((name) => `scripts/${name}`))
  .concat(readdirSync(join(here, "scss")).map((name) => `scss/${name}`))
  .sort();
const digest = createHash("sha256");
for (const name of sources) digest.update(readFileSync(join(here, name)));
const banner = `/*! Publius. Built from design/, sources ${digest.digest("hex")}. Licences: NOTICE.txt */`;

const { css } = compile(join(here, "publius.scss"), {
  loadPaths: [here, join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
  charset: false, // a byte-order mark behind our first line would spoil the first rule
});
writeFileSync(join(target, "publius.css"), `${banner}\n${css}\n`);

await build({
  entryPoints: [join(here, "publius.mjs")],
  outfile: join(target, "publius.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  banner: { js: banner },
});

// npm notes where to donate to each package; we keep addresses out of the lock file.
const lock_path = join(here, "package-lock.json");
const lock = JSON.parse(readFileSync(lock_path, "utf8"));
for (const entry of Object.values(lock.packages)) delete entry.funding;
writeFileSync(lock_path, JSON.stringify(lock, null, 2) + "\n");
