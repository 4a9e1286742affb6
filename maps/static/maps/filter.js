// @ts-check
// Which sites the legend asks for; the same rule as maps.legend.Question on the server.

/**
 * @typedef {{states: Set<string>, kinds: Set<string>, words: string}} Question
 * @typedef {{id: number, state: string, kind: string, words: string}} Row
 */

/** What the form asks; nothing chosen means everything. @param {FormData} form @returns {Question} */
export function questionOf(form) {
  return {
    states: new Set(form.getAll("state").map(String)),
    kinds: new Set(form.getAll("kind").map(String)),
    words: String(form.get("q") ?? "").toLowerCase().trim().replace(/\s+/g, " "),
  };
}

/** Whether a site answers the question. @param {Row} row @param {Question} question */
export function asksFor(row, question) {
  // A site without a connection has no state: a choice of states says nothing of it.
  const inState = !question.states.size || !row.state || question.states.has(row.state);
  const inKind = !question.kinds.size || question.kinds.has(row.kind);
  return inState && inKind && question.words.split(" ").every((word) => row.words.includes(word));
}
