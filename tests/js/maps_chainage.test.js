// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest } from "#maps/chainage.js";

/** @typedef {[number, number]} LngLat */
/** One degree east is 0.62 of one degree north here. @type {LngLat[]} */
const BEND = [[7.0, 51.5], [7.01, 51.5], [7.01, 51.51]];
const LENGTH_M = 1_800;

test("the ends of a line are at its ends", () => {
  assert.equal(nearest(BEND, [6.9, 51.5], LENGTH_M).metres, 0);
  assert.ok(Math.abs(nearest(BEND, [7.01, 51.6], LENGTH_M).metres - LENGTH_M) < 1e-6);
});

test("a click beside the line means its foot on the line", () => {
  const { metres, point } = nearest(BEND, [7.005, 51.5005], LENGTH_M);

  assert.ok(Math.abs(point[0] - 7.005) < 1e-9);
  assert.equal(point[1], 51.5);
  // 346 m of 692 m east, of 1806 m in all on the plane, stretched to the true length.
  assert.ok(Math.abs(metres - 345.3) < 1, String(metres));
});

test("the nearest part of a bent line wins", () => {
  const { metres } = nearest(BEND, [7.0099, 51.507], LENGTH_M);

  assert.ok(metres > 692 && metres < LENGTH_M);
});

test("a line that stands still has chainage nought", () => {
  assert.equal(nearest([[7, 51], [7, 51]], [7.1, 51.1], 0).metres, 0);
});

test("chainage grows along the line", () => {
  const places = [0.001, 0.004, 0.009].map((east) => nearest(BEND, [7 + east, 51.4999], LENGTH_M).metres);

  assert.deepEqual([...places].sort((a, b) => a - b), places);
});
