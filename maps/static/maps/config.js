// @ts-check
// What the server tells the page's scripts, as JSON in the page (maps.views.map_config).

/**
 * @typedef {object} MapConfig
 * @property {string} stateUrl
 * @property {Record<string, string>} cardUrls  what has a card to its address, with 0 for the number
 * @property {Record<string, string>} layers  name to address
 * @property {number} pollSeconds
 * @property {string} timeZone  in which the city's clocks go
 * @property {{url: string, attribution: string}} baseMap  url is "" without one
 * @property {string} [answerUrl]  where the page of breaks gets its answers
 * @property {Record<string, string>} lab  name to address; empty without a lab
 * @property {Record<string, string>} states  key to word, worst first
 * @property {Record<string, string>} words  sentences with {braces}
 */

/** @param {Document} page @returns {MapConfig} */
export function readConfig(page) {
  const text = page.getElementById("map-config")?.textContent;
  if (!text) throw new Error("the page holds no map-config");
  return JSON.parse(text);
}

/**
 * Fills the braces of a sentence.
 * @param {string} sentence @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The address of one site or segment. @param {string} pattern @param {number} id */
export function addressOf(pattern, id) {
  return pattern.replace(/\/0\/$/, `/${id}/`);
}
