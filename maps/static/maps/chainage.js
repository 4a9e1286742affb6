// @ts-check
// Where along a line a click is. Coordinates are [longitude, latitude] in degrees; no page, no map.

const METRES_PER_DEGREE = 111_320;

/** @typedef {[number, number]} LngLat */

/**
 * The point of a line nearest to a place, and the metres to it from the line's start.
 *
 * A city is flat enough: 0.1 % off at most, less than the plant is surveyed to. The metres are
 * stretched to the line's true length, so that its end is at exactly `lengthM`.
 * @param {LngLat[]} line @param {LngLat} place @param {number} lengthM
 * @returns {{metres: number, point: LngLat}}
 */
export function nearest(line, place, lengthM) {
  const shrink = Math.cos((place[1] * Math.PI) / 180);
  const flat = line.map((point) => flatten(point, shrink));
  const goal = flatten(place, shrink);
  let walked = 0;
  let best = { distance: Infinity, metres: 0, point: line[0] };
  for (let index = 1; index < flat.length; index += 1) {
    const [a, b] = [flat[index - 1], flat[index]];
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const share = long ? project(a, b, goal) : 0;
    const foot = between(a, b, share);
    const distance = Math.hypot(goal[0] - foot[0], goal[1] - foot[1]);
    if (distance < best.distance) {
      best = { distance, metres: walked + share * long, point: between(line[index - 1], line[index], share) };
    }
    walked += long;
  }
  return { metres: walked ? (best.metres / walked) * lengthM : 0, point: best.point };
}

/** @param {LngLat} point @param {number} shrink @returns {LngLat} */
function flatten(point, shrink) {
  return [point[0] * METRES_PER_DEGREE * shrink, point[1] * METRES_PER_DEGREE];
}

/** The share of the way from a to b at which the goal's foot lies, 0..1. @param {LngLat} a @param {LngLat} b @param {LngLat} goal */
function project(a, b, goal) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const share = ((goal[0] - a[0]) * dx + (goal[1] - a[1]) * dy) / (dx * dx + dy * dy);
  return Math.min(1, Math.max(0, share));
}

/** @param {LngLat} a @param {LngLat} b @param {number} share @returns {LngLat} */
function between(a, b, share) {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
