// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { changes, count, isLoud, lift, worst } from "#maps/states.js";

const WORST_FIRST = ["incident", "down", "degraded", "unknown", "maintenance", "up", "none"];

test("the worst of a cluster is its loudest", () => {
  assert.equal(worst(["up", "down", "unknown"], WORST_FIRST), "down");
  assert.equal(worst(["up", "incident", "down"], WORST_FIRST), "incident");
});

test("a cluster of sites without a connection has no state", () => {
  assert.equal(worst(["", ""], WORST_FIRST), "");
  assert.equal(worst(["", "up"], WORST_FIRST), "up");
});

test("only what is not well is loud, and the worse lies above", () => {
  assert.deepEqual(WORST_FIRST.filter(isLoud), ["incident", "down", "degraded"]);
  assert.ok(lift("incident", WORST_FIRST) > lift("down", WORST_FIRST));
  assert.ok(lift("degraded", WORST_FIRST) > lift("unknown", WORST_FIRST));
  assert.equal(lift("up", WORST_FIRST), 0);
});

test("a change is a site known before with another state now", () => {
  const before = new Map([[1, "up"], [2, "down"]]);
  const now = new Map([[1, "down"], [2, "down"], [3, "up"]]);

  assert.deepEqual(changes(before, now), [{ id: 1, state: "down" }]);
});

test("states are counted", () => {
  assert.deepEqual([...count(["up", "up", "down"])], [["up", 2], ["down", 1]]);
});
