// @ts-check
// The signs of sites and of clusters as Leaflet's icons. The drawings stand in the page.

import { fill } from "#maps/config.js";

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of the page. @param {string} id @param {string} name its CSS class */
export function drawing(id, name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${id}`);
  svg.append(use);
  return svg;
}

/**
 * Words for who reads. A plain text Leaflet takes for HTML, and codes are what somebody typed.
 * @param {string} text
 */
export function written(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}

/** Words for who listens. @param {string} text */
export function heard(text) {
  const span = written(text);
  span.className = "visually-hidden";
  return span;
}

/**
 * The icon of a site: its state's sign, shaped by its kind.
 * @param {{name: string, kind: string, state: string, isNew: boolean, isChosen: boolean}} site
 * @param {string} word  the state in words
 */
export function siteIcon({ name, kind, state, isNew, isChosen }, word) {
  const box = document.createElement("span");
  const marks = [isNew && "is-new", isChosen && "is-chosen"].filter(Boolean);
  box.className = ["site", `site-${kind}`, `state-${state || "none"}`, ...marks].join(" ");
  if (kind === "pop") box.append(drawing("kind-pop", "hexagon"));
  if (state) box.append(drawing(`sign-${state}`, "sign"));
  else if (kind !== "pop") box.append(drawing("kind-dot", "hexagon"));
  box.append(heard(`${name}: ${word}`));
  return L.divIcon({ html: box, className: "", iconSize: touchSize([22, 22], [32, 32]) });
}

/**
 * The icon of several sites near each other: their worst state and their number.
 * @param {{n: number, state: string, word: string, sentence: string}} cluster
 */
export function clusterIcon({ n, state, word, sentence }) {
  const target = document.createElement("span");
  const box = document.createElement("span");
  const number = document.createElement("span");
  target.className = "cluster-target";
  target.append(box);
  box.className = `cluster state-${state || "none"}`;
  number.setAttribute("aria-hidden", "true");
  number.textContent = String(n);
  if (state) box.append(drawing(`sign-${state}`, "sign"));
  box.append(number, heard(fill(sentence, { n, state: word })));
  return L.divIcon({ html: target, className: "", iconSize: touchSize([46, 28], [44, 44]) });
}

/**
 * A finger needs more room than a mouse; the style sheet asks the same question.
 * @param {[number, number]} mouse @param {[number, number]} finger
 */
function touchSize(mouse, finger) {
  return matchMedia("(pointer: coarse)").matches ? finger : mouse;
}
