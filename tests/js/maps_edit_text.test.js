// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { TextError, readArea, readDegrees, readLine, writeArea, writeLine } from "#maps/edit-text.js";

test("a place a line, with point or comma", () => {
  assert.deepEqual(readLine("7.08 51.5\n\n 7,09  51,6 \r\n7.1, 51.7"), [
    [7.08, 51.5],
    [7.09, 51.6],
    [7.1, 51.7],
  ]);
  assert.deepEqual(readLine(""), []);
});

test("what is no place is told with its line", () => {
  for (const text of ["7.08 51.5\n7.09", "7.08 51.5\nhere", "7.08 51.5\n1 2 3", "7.08 51.5\n1e999 51"]) {
    assert.throws(() => readLine(text), (error) => error instanceof TextError && error.line === 2);
  }
  assert.throws(() => readLine('{"type": '), TextError);
});

test("GeoJSON is read, bare or as a feature", () => {
  const line = { type: "LineString", coordinates: [[7, 51, 40], [8, 52]] };
  assert.deepEqual(readLine(JSON.stringify(line)), [[7, 51], [8, 52]]);
  assert.deepEqual(readLine(JSON.stringify({ type: "Feature", geometry: line })), [[7, 51], [8, 52]]);
});

test("what is written is read again", () => {
  const line = /** @type {[number, number][]} */ ([[7.0845121, 51.5], [7.09, 51.6]]);
  assert.equal(writeLine(line), "7.084512 51.500000\n7.090000 51.600000");
  assert.deepEqual(readLine(writeLine(line)), [[7.084512, 51.5], [7.09, 51.6]]);
});

/** @type {[number, number][]} */
const square = [[7, 51], [7.1, 51], [7.1, 51.1], [7, 51.1]];
/** @type {[number, number][]} */
const hole = [[7.02, 51.02], [7.04, 51.02], [7.04, 51.04]];

test("outlines are apart by an empty line and need not be closed", () => {
  const text = `${writeLine(square)}\n\n${writeLine([...hole, hole[0]])}\n`;
  assert.deepEqual(readArea(text), [[square], [hole]]);
  assert.deepEqual(readArea(writeArea([[square], [hole]])), [[square], [hole]]);
});

test("a hole is GeoJSON", () => {
  const text = writeArea([[square, hole]]);
  assert.equal(JSON.parse(text).type, "MultiPolygon");
  assert.deepEqual(readArea(text), [[square, hole]]);
  const polygon = { type: "Polygon", coordinates: [[...square, square[0]]] };
  assert.deepEqual(readArea(JSON.stringify(polygon)), [[square]]);
});

test("a coordinate as typed", () => {
  assert.equal(readDegrees(" 7,084 "), 7.084);
  for (const text of ["", "x", "7.0.1", "1e5", "NaN"]) assert.equal(readDegrees(text), null);
});
