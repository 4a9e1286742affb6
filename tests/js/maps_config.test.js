// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, fill } from "#maps/config.js";

test("the braces of a sentence are filled in", () => {
  assert.equal(fill("{n} von {total} Standorten", { n: 0, total: 86 }), "0 von 86 Standorten");
  assert.equal(fill("{name}: {state}", { name: "Schule {n}", state: "up" }), "Schule {n}: up");
});

test("an address gets its number", () => {
  assert.equal(addressOf("/map/sites/0/", 12), "/map/sites/12/");
});
