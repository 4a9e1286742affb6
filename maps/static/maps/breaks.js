// @ts-check
// "What breaks here": a click on a segment or a drawn area asks; the answer stands beside the map.
// The page works without it, as a form.

import { addHome, makeMap } from "#maps/base.js";
import { fieldsOf, isAsked, questionOf } from "#maps/breaks-ask.js";
import { makeBreaksLayer } from "#maps/breaks-show.js";
import { readConfig } from "#maps/config.js";
import { editShape } from "#maps/edit-draw.js";
import { showTools } from "#maps/edit-tools.js";
import { drawGround, GROUND } from "#maps/ground.js";
import { drawRoutes } from "#maps/routes.js";
import { drawSites } from "#maps/sites.js";

const config = readConfig(document);
const { words } = config;
/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (byId("breaks-form"));
const answer = byId("answer");
const status = byId("map-status");
/** @param {string} text */
const tell = (text) => {
  status.textContent = text;
};
let asked = 0;

/** @param {string} name */
async function load(name) {
  const response = await fetch(config.layers[name], { cache: "no-cache" });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

/** @param {Record<string, string>} fields */
function fillIn(fields) {
  for (const [name, text] of Object.entries(fields)) {
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = text;
  }
}

/** Asks the server what the form asks; of several in a row only the last counts. */
async function ask() {
  const question = questionOf(new FormData(form));
  if (!isAsked(question)) return;
  const number = ++asked;
  answer.setAttribute("aria-busy", "true");
  tell(words.loading);
  const response = await fetch(`${config.answerUrl}?${question}`).catch(() => null);
  // What is wrong with a question is said in words too, with a 400.
  const isSaid = response && !response.redirected && (response.ok || response.status === 400);
  const text = isSaid ? await response.text() : null;
  if (number !== asked) return;
  answer.removeAttribute("aria-busy");
  tell(text === null ? words.failed : "");
  if (text === null) return;
  // Our own server's page part, escaped there; the policy would run no script in it anyway.
  answer.replaceChildren(document.createRange().createContextualFragment(text));
  history.replaceState(null, "", `?${question}`);
  breaks.show(answer);
  const heading = answer.querySelector("h2");
  heading?.focus({ preventScroll: true });
  // On a phone the map stays in view, and says the sentence; else the answer comes to the top.
  if (matchMedia("(max-width: 899px)").matches) tell(heading?.textContent ?? "");
  else heading?.scrollIntoView({ block: "start" });
}

tell(words.loading);
const map = makeMap(byId("map"), config);
map.pm.setGlobalOptions({ layerGroup: L.layerGroup() });
const [outline, siteFeatures, routeFeatures] = await Promise.all(["outline", "sites", "routes"].map(load));
const bounds = L.geoJSON(outline.features.length ? outline : siteFeatures).getBounds();
if (bounds.isValid()) {
  map.fitBounds(bounds, { animate: false });
  addHome(map, bounds, words.wholeCity);
}
map.addLayer(drawGround("outline", outline));
/** @type {Map<number, string>} */
const codes = new Map(routeFeatures.features.map((/** @type {any} */ one) => [one.id, one.properties.code]));
const routes = drawRoutes(routeFeatures, config, (id, metres) => {
  // A click while an area is drawn is a corner of it.
  if (drawing.mode() === "draw") return;
  fillIn(fieldsOf({ segment: codes.get(id) ?? "", metres }));
  drawing.clear();
  ask();
});
map.addLayer(routes.layer);
const sites = drawSites(siteFeatures, config, (id) => {
  const row = answer.querySelector(`[data-site="${id}"] a`);
  if (row instanceof HTMLElement) row.focus();
});
map.addLayer(sites.layer);
sites.show(new Set(siteFeatures.features.map((/** @type {any} */ one) => one.id)));
const breaks = makeBreaksLayer(map, siteFeatures, sites, routes.linesOf);
byId("segment-codes").replaceChildren(...[...codes.values()].sort().map((code) => new Option(code, code)));

const drawing = editShape(map, byId("id_area"), {
  shape: "area",
  snapPixels: 0,
  words,
  tell,
  onChange() {
    const area = byId("id_area").value;
    // Who types is asked for nothing before they are done.
    if (!area || document.activeElement === byId("id_area")) return;
    fillIn(fieldsOf({ area }));
    ask();
  },
  onMode() {
    // A corner may lie on a route or a site: neither takes the click away.
    byId("map").classList.toggle("is-drawing", isDrawing());
    refresh();
  },
});
const isDrawing = () => drawing.mode() === "draw";
const isIdle = () => !isDrawing() && !drawing.isEmpty();
const refresh = showTools(byId("breaks-tools"), words, [
  { name: "drawArea", act: () => (drawing.clear(), drawing.startDrawing()), isThere: () => !isDrawing() },
  { name: "editArea", act: drawing.toggleEditing, isOn: () => drawing.mode() === "edit", isThere: isIdle },
  { name: "undo", act: drawing.undo, isThere: isDrawing },
  { name: "cancel", act: drawing.stop, isThere: isDrawing },
]);

for (const name of GROUND.filter((one) => one !== "outline" && one !== "areas")) {
  load(name).then((features) => map.addLayer(drawGround(name, features)));
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
tell("");
breaks.show(answer);
// For whoever waits for it: the map can be worked from now on.
byId("map").dataset.ready = "";
