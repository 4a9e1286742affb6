// @ts-check
// What states mean to the eye: which is worst, which is loud, what has changed. No page, no map.

/** Not well, and therefore on top and called out. */
const LOUD = new Set(["incident", "down", "degraded"]);

/** Puts what is not well above what is; Leaflet adds it to a marker's place from north to south. */
const LIFT = 10_000;

/**
 * The worst of the states, "" of none.
 * @param {Iterable<string>} states @param {string[]} worstFirst
 */
export function worst(states, worstFirst) {
  const present = new Set(states);
  return worstFirst.find((state) => present.has(state)) ?? "";
}

/** @param {string} state */
export function isLoud(state) {
  return LOUD.has(state);
}

/** How far a marker is lifted above the others. @param {string} state @param {string[]} worstFirst */
export function lift(state, worstFirst) {
  return isLoud(state) ? LIFT * (worstFirst.length - worstFirst.indexOf(state)) : 0;
}

/**
 * The sites whose state differs between two answers of the server.
 * @param {Map<number, string>} before @param {Map<number, string>} now
 * @returns {{id: number, state: string}[]}
 */
export function changes(before, now) {
  return [...now]
    .filter(([id, state]) => before.has(id) && before.get(id) !== state)
    .map(([id, state]) => ({ id, state }));
}

/** How many sites have which state. @param {Iterable<string>} states @returns {Map<string, number>} */
export function count(states) {
  const n = new Map();
  for (const state of states) n.set(state, (n.get(state) ?? 0) + 1);
  return n;
}
