// @ts-check
// What the server tells the page's scripts, as JSON in the page (maps.views.map_config).

/**
 * @typedef {object} MapConfig
 * @property {string} stateUrl
 * @property {string} siteUrl  with 0 for the site's number
 * @property {string} segmentUrl  with 0 for the segment's number
 * @property {Record<string, string>} layers  name to address
 * @property {number} pollSeconds
 * @property {string} timeZone  in which the city's clocks go
 * @property {{url: string, attribution: string}} baseMap  url is "" without one
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
