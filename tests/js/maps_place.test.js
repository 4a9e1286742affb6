// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenBy, hashOf } from "#maps/place.js";

test("the address chooses a thing that has a card", () => {
  assert.deepEqual(chosenBy("#site=12"), { what: "site", id: 12 });
  assert.deepEqual(chosenBy("#path=7"), { what: "path", id: 7 });
});

test("what is no thing, or no number, chooses nothing", () => {
  for (const hash of ["", "#", "#table", "#pupil=3", "#site=", "#site=0", "#site=-1", "#site=1e9", "#site=../x"]) {
    assert.equal(chosenBy(hash), null, hash);
  }
});

test("an unknown word beside it does no harm", () => {
  assert.deepEqual(chosenBy("#zoom=14&cable=3"), { what: "cable", id: 3 });
});

test("the address that is written is the address that is read", () => {
  const chosen = { what: "segment", id: 4 };

  assert.deepEqual(chosenBy(hashOf(chosen)), chosen);
  assert.equal(hashOf(null), "");
});
