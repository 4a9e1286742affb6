// @ts-check
// Copies the browser libraries from node_modules (made by `npm ci` out of package-lock.json, which
// holds their sha512) to static/vendor/<name>-<version>/ and writes static/vendor/README.md.
// Run by hand, `npm run vendor`, when a version in package.json changes; what it writes is committed.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const VENDOR = join(ROOT, "static", "vendor");

// Source maps come along: the files name them, and hashed static files need what is named.
const TAKEN = {
  leaflet: ["dist/leaflet.js", "dist/leaflet.js.map", "dist/leaflet.css", "dist/images", "LICENSE"],
  "leaflet.markercluster": [
    "dist/leaflet.markercluster.js",
    "dist/leaflet.markercluster.js.map",
    "dist/MarkerCluster.css",
    "MIT-LICENCE.txt",
  ],
  "@geoman-io/leaflet-geoman-free": [
    "dist/leaflet-geoman.min.js",
    "dist/leaflet-geoman.min.js.map",
    "dist/leaflet-geoman.css",
    "dist/leaflet-geoman.css.map",
    "LICENSE",
  ],
  "htmx.org": ["dist/htmx.min.js", "LICENSE"],
};

/** Copies one package; returns its rows of the README's table. @param {string} name @param {string[]} paths */
function vendor(name, paths) {
  const source = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const folder = `${basename(name)}-${version}`;
  mkdirSync(join(VENDOR, folder));
  for (const path of paths) {
    cpSync(join(source, path), join(VENDOR, folder, basename(path)), { recursive: true });
  }
  const files = /** @type {string[]} */ (readdirSync(join(VENDOR, folder), { recursive: true }));
  return files
    .filter((file) => file !== "images")
    .sort()
    .map((file) => {
      const digest = createHash("sha256").update(readFileSync(join(VENDOR, folder, file))).digest("hex");
      return `| \`${folder}/${file}\` | ${name} | ${version} | ${license} | \`${digest}\` |`;
    });
}

rmSync(VENDOR, { recursive: true, force: true });
mkdirSync(VENDOR, { recursive: true });
const rows = Object.entries(TAKEN).flatMap(([name, paths]) => vendor(name, paths));
writeFileSync(
  join(VENDOR, "README.md"),
  `# Vendored browser libraries

Written by \`npm run vendor\` (config/vendor.mjs) from the npm packages that package.json names with their exact
versions; package-lock.json holds the sha512 of each package. Nobody edits these files: a test compares the hashes.

| file | npm package | version | licence | sha256 |
|---|---|---|---|---|
${rows.join("\n")}
`,
);
