// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { written } from "#maps/icons.js";

const MAPS = new URL("../../maps/static/maps/", import.meta.url);

test("a text is written as text, whatever it looks like", () => {
  /** @type {any} */ (globalThis).document = { createElement: (/** @type {string} */ name) => ({ name }) };

  assert.deepEqual(written("<b>K-1</b>"), { name: "span", textContent: "<b>K-1</b>" });
});

test("no module hands Leaflet a tooltip as a plain text, which it would take for HTML", () => {
  for (const name of readdirSync(MAPS).filter((one) => one.endsWith(".js"))) {
    const given = [...readFileSync(new URL(name, MAPS), "utf8").matchAll(/bind(?:Tooltip|Popup)\((\w*)/g)];
    for (const [call, word] of given) assert.equal(word, "written", `${name}: ${call}`);
  }
});
