// @ts-check
// The question of what a dig breaks, as the address says it. No page, no map.

/** The fields of the question. */
const FIELDS = ["segment", "chainage", "node", "area"];

/**
 * The question of a form, without what is empty.
 * @param {Iterable<[string, any]>} entries  a FormData
 */
export function questionOf(entries) {
  const question = new URLSearchParams();
  for (const [name, value] of entries) {
    const text = String(value).trim();
    if (FIELDS.includes(name) && text) question.set(name, text);
  }
  return question;
}

/** Whether a question names a place. @param {URLSearchParams} question */
export function isAsked(question) {
  return ["segment", "node", "area"].some((name) => question.has(name));
}

/**
 * The fields of a question about one place: the others are emptied.
 * @param {{segment: string, metres: number} | {node: string} | {area: string}} place
 * @returns {Record<string, string>}
 */
export function fieldsOf(place) {
  const empty = { segment: "", chainage: "", node: "", area: "" };
  if ("segment" in place) return { ...empty, segment: place.segment, chainage: place.metres.toFixed(1) };
  return { ...empty, ...place };
}
