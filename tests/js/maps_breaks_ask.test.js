// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldsOf, isAsked, questionOf } from "#maps/breaks-ask.js";

test("a question holds what was filled in, and nothing else", () => {
  const question = questionOf([
    ["segment", " r1 "],
    ["chainage", "12,5"],
    ["node", ""],
    ["area", "  "],
    ["csrf", "x"],
  ]);

  assert.equal(question.toString(), "segment=r1&chainage=12%2C5");
});

test("metres alone name no place", () => {
  assert.ok(!isAsked(new URLSearchParams({ chainage: "3" })));
  assert.ok(isAsked(new URLSearchParams({ node: "K1" })));
});

test("a click on a segment empties what was asked before", () => {
  const fields = fieldsOf({ segment: "r1", metres: 12.345 });

  assert.deepEqual(fields, { segment: "r1", chainage: "12.3", node: "", area: "" });
});

test("a drawn area takes the segment's place", () => {
  assert.deepEqual(fieldsOf({ area: "7 51" }), { segment: "", chainage: "", node: "", area: "7 51" });
});
