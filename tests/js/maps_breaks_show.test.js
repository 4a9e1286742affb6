// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { brokenBy, statesOf } from "#maps/breaks-show.js";
import { drawingOf } from "#maps/drawing.js";
import { drawingName } from "#maps/points.js";

/** A page part that holds one JSON text. @param {string} id @param {string | null} text */
const part = (id, text) =>
  /** @type {any} */ ({
    querySelector: (/** @type {string} */ asked) => (text !== null && asked === `#${id}` ? { textContent: text } : null),
  });

test("sites that the answer does not name are unaffected", () => {
  assert.deepEqual([...statesOf([1, 2], { 2: "down" })], [[1, ""], [2, "down"]]);
});

test("an answer without a place draws nothing", () => {
  assert.equal(brokenBy(part("broken", null)), null);
  assert.deepEqual(brokenBy(part("broken", '{"point": null, "segments": [3], "sites": {}}'))?.segments, [3]);
});

test("a card that draws nothing leaves the map alone", () => {
  assert.equal(drawingOf(part("card-drawing", null)), null);
  assert.equal(drawingOf(part("card-drawing", '{"type": "FeatureCollection", "features": []}')), null);
  assert.ok(drawingOf(part("card-drawing", '{"type": "FeatureCollection", "features": [{}]}')));
});

test("each kind of structure has its drawing", () => {
  assert.equal(drawingName("closures", ""), "plant-closure");
  assert.equal(drawingName("structures", "cabinet"), "plant-cabinet");
});
