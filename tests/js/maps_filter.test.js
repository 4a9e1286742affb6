// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { asksFor, questionOf } from "#maps/filter.js";

const ROW = { id: 1, state: "down", kind: "school", words: "gesamtschule berger feld erle 45891" };

/** @param {[string, string][]} fields */
function question(...fields) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return questionOf(form);
}

test("nothing chosen asks for everything", () => {
  assert.ok(asksFor(ROW, question()));
});

test("a site must have one of the chosen states and kinds", () => {
  assert.ok(asksFor(ROW, question(["state", "up"], ["state", "down"])));
  assert.ok(!asksFor(ROW, question(["state", "up"])));
  assert.ok(!asksFor(ROW, question(["state", "down"], ["kind", "pop"])));
});

test("a site without a connection is not hidden by a choice of states", () => {
  assert.ok(asksFor({ ...ROW, state: "" }, question(["state", "up"])));
});

test("every word must be somewhere, in any case and order", () => {
  assert.ok(asksFor(ROW, question(["q", "  ERLE   Berger "])));
  assert.ok(!asksFor(ROW, question(["q", "berger buer"])));
});
