// @ts-check
// The map page: puts the parts together. The page works without it, as a table.

import { addHome, makeMap } from "#maps/base.js";
import { makeChosen } from "#maps/chosen.js";
import { fill, readConfig } from "#maps/config.js";
import { drawGround, GROUND } from "#maps/ground.js";
import { wireLegend } from "#maps/legend.js";
import { makeLive } from "#maps/live.js";
import { drawPoints } from "#maps/points.js";
import { startPoll } from "#maps/poll.js";
import { drawRoutes } from "#maps/routes.js";
import { drawSites } from "#maps/sites.js";
import { readRows } from "#maps/table.js";

const config = readConfig(document);
const { words } = config;
/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const status = byId("map-status");
const { lang } = document.documentElement;
const clock = new Intl.DateTimeFormat(lang, { timeStyle: "medium", timeZone: config.timeZone });
const rows = readRows(byId("table"));
let asOf = clock.format(new Date());

/** @param {string} text @param {boolean} [isTrouble] */
function tell(text, isTrouble = false) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("is-trouble", isTrouble);
}

/** @param {string} places a selector @param {string} text */
function write(places, text) {
  for (const place of document.querySelectorAll(places)) place.textContent = text;
}

/** @param {string} name */
async function load(name) {
  const response = await fetch(config.layers[name], { cache: "no-cache" });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

const map = makeMap(byId("map"), config);
/** @type {Map<string, any>} */
const layers = new Map();
/** Lays a layer on the map, unless it was unticked on its way. @param {string} name @param {any} layer */
function lay(name, layer) {
  layers.set(name, layer);
  if (!document.querySelector(`#legend [data-layer="${name}"]:not(:checked)`)) map.addLayer(layer);
}

tell(words.loading);
const [outline, siteFeatures] = await Promise.all([load("outline"), load("sites")]);
const sites = drawSites(siteFeatures, config, (id) => chosen.openSite(id));
const chosen = makeChosen(map, byId("card"), config, rows, sites);
const bounds = L.geoJSON(outline.features.length ? outline : siteFeatures).getBounds();
if (bounds.isValid()) {
  map.fitBounds(bounds, { animate: false });
  addHome(map, bounds, words.wholeCity);
}
lay("outline", drawGround("outline", outline));
map.addLayer(sites.layer);

const ask = wireLegend(/** @type {HTMLFormElement} */ (byId("legend")), rows, {
  onAsked(ids) {
    sites.show(ids);
    write("[data-found]", fill(words.found, { n: ids.size, total: rows.length }));
  },
  onPick(id) {
    sites.goTo(id);
    chosen.openSite(id, () => byId("legend-q").focus());
  },
  onLayer(name, isOn) {
    const layer = layers.get(name);
    if (layer && isOn) map.addLayer(layer);
    else if (layer) map.removeLayer(layer);
  },
});
byId("layers").hidden = false;

const live = makeLive(rows, config, { setStates: sites.setStates, tell, onChanged: ask });
tell("");
for (const name of GROUND.filter((one) => one !== "outline")) {
  load(name).then((features) => lay(name, drawGround(name, features)));
}
if (config.layers.routes) {
  load("routes").then((features) => {
    const routes = drawRoutes(features, config, chosen.openSegment);
    lay("routes", routes.layer);
    live.showIncidentsBy(routes.showIncidents);
  });
}
for (const name of ["structures", "closures"].filter((one) => config.layers[one])) {
  load(name).then((features) => lay(name, drawPoints(name, features, words, chosen.openNode)));
}
addEventListener("hashchange", chosen.openAddress);
chosen.openAddress();
const poll = startPoll({
  url: config.stateUrl,
  seconds: config.pollSeconds,
  onAnswer(answer) {
    asOf = clock.format(new Date());
    // Seen, not heard: a voice that tells the time every few seconds is no help.
    write("[data-as-of]", fill(words.asOf, { time: asOf }));
    if (!live.take(answer) && status.classList.contains("is-trouble")) tell("");
    chosen.refresh();
  },
  onTrouble: (why) => tell(fill(words[why], { time: asOf }), true),
});
document.addEventListener("visibilitychange", () => document.hidden || poll());
if (config.lab.cut) (await import("#maps/lab.js")).startLab(map, byId("lab"), config, tell);
