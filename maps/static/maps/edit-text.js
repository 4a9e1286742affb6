// @ts-check
// Places as text, "longitude latitude" a line, as maps.editing.texts reads and writes it.

/** @typedef {[number, number]} Pair longitude, latitude */

const NUMBER = /[+-]?\d+(?:[.,]\d+)?/g;
const DECIMALS = 6;

/** A text that says no drawing; `line` counts from 1. */
export class TextError extends Error {
  /** @param {number} line */
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
}

/** @param {number} value */
export function degrees(value) {
  return value.toFixed(DECIMALS);
}

/** A coordinate as typed, with point or comma; null if it is none. @param {string} text */
export function readDegrees(text) {
  const match = text.trim().match(/^[+-]?\d+(?:[.,]\d+)?$/);
  return match ? Number(match[0].replace(",", ".")) : null;
}

/** @param {string} text @param {number} number @returns {Pair} */
function readPlace(text, number) {
  const found = text.match(NUMBER) ?? [];
  if (found.length !== 2 || text.replace(NUMBER, "").replace(/[\s,;]+/g, "")) throw new TextError(number);
  const [longitude, latitude] = found.map((one) => Number(one.replace(",", ".")));
  return [longitude, latitude];
}

/** The geometry that a GeoJSON text gives; null if the text is none. @param {string} text */
function readGeoJson(text) {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    const value = JSON.parse(text);
    return value.type === "Feature" ? value.geometry : value;
  } catch {
    throw new TextError(1);
  }
}

/** The corners of a line; none for no text. @param {string} text @returns {Pair[]} */
export function readLine(text) {
  const drawn = readGeoJson(text);
  if (drawn) return drawn.coordinates.map((/** @type {number[]} */ [lng, lat]) => [lng, lat]);
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => (line.trim() ? [readPlace(line, index + 1)] : []));
}

/** The outlines of an area, polygon by polygon, each ring open. @param {string} text @returns {Pair[][][]} */
export function readArea(text) {
  const drawn = readGeoJson(text);
  if (drawn) {
    const polygons = drawn.type === "Polygon" ? [drawn.coordinates] : drawn.coordinates;
    return polygons.map((/** @type {Pair[][]} */ rings) => rings.map(opened));
  }
  /** @type {Pair[][]} */
  const rings = [[]];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim()) rings[rings.length - 1].push(readPlace(line, index + 1));
    else rings.push([]);
  });
  return rings.filter((ring) => ring.length).map((ring) => [opened(ring)]);
}

/** @param {Pair[]} ring */
function opened(ring) {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  const isClosed = ring.length > 1 && first[0] === last[0] && first[1] === last[1];
  return isClosed ? ring.slice(0, -1) : ring;
}

/** @param {Pair[]} places */
export function writeLine(places) {
  return places.map(([longitude, latitude]) => `${degrees(longitude)} ${degrees(latitude)}`).join("\n");
}

/** @param {Pair[][][]} polygons as `readArea` gives them */
export function writeArea(polygons) {
  if (polygons.every((rings) => rings.length === 1)) return polygons.map(([ring]) => writeLine(ring)).join("\n\n");
  const rounded = polygons.map((rings) =>
    rings.map((ring) => [...ring, ring[0]].map((pair) => pair.map((one) => Number(degrees(one))))),
  );
  return JSON.stringify({ type: "MultiPolygon", coordinates: rounded });
}
