// @ts-check
// What the address chooses on the map: /map/#site=12, #segment=3, #cable=7, #node=5, #path=20.

/** Things that have a card. */
const THINGS = new Set(["site", "segment", "cable", "node", "path"]);

/** @typedef {{what: string, id: number}} Chosen */

/**
 * What a hash chooses; null for nothing that is known.
 * @param {string} hash @returns {Chosen | null}
 */
export function chosenBy(hash) {
  for (const [what, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (THINGS.has(what) && /^[1-9]\d{0,15}$/.test(text)) return { what, id: Number(text) };
  }
  return null;
}

/** The hash that chooses a thing. @param {Chosen | null} chosen */
export function hashOf(chosen) {
  return chosen ? `#${chosen.what}=${chosen.id}` : "";
}

/**
 * Puts what is chosen into the address, so that it can be sent; the way back is not lengthened.
 * @param {Chosen | null} chosen
 */
export function keepInAddress(chosen) {
  const { pathname, search } = location;
  history.replaceState(history.state, "", `${pathname}${search}${hashOf(chosen)}`);
}
