// @ts-check
// The editing pages' map: what the form holds as text is shown, dragged and drawn.

import { addHome, makeMap } from "#maps/base.js";
import { editShape } from "#maps/edit-draw.js";
import { drawAround, drawNodes } from "#maps/edit-ground.js";
import { watchPath } from "#maps/edit-path.js";
import { editPlace } from "#maps/edit-place.js";
import { showTools } from "#maps/edit-tools.js";

const CLOSE_ZOOM = 16;

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));
/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (find(`input[name=${name}]`));

const config = JSON.parse(byId("edit-config").textContent);
const { words } = config;
const hint = find("[data-edit-hint]");
/** @param {string} text */
const tell = (text) => {
  hint.textContent = text;
};

find("[data-edit-map]").hidden = false;
const map = makeMap(byId("edit-map"), config);
map.pm.setGlobalOptions({ layerGroup: L.layerGroup() });

/** @param {"line" | "area"} shape @param {HTMLTextAreaElement} field @param {() => void} onChange */
function shapeTools(shape, field, onChange) {
  const drawing = editShape(map, field, {
    shape,
    snapPixels: config.snapPixels,
    words,
    tell,
    onChange,
    onMode: () => refresh(),
  });
  const isDrawing = () => drawing.mode() === "draw";
  const isIdle = () => !isDrawing() && !drawing.isEmpty();
  const refresh = showTools(find("[data-edit-tools]"), words, [
    { name: shape === "line" ? "drawLine" : "drawArea", act: drawing.startDrawing, isThere: () => !isDrawing() },
    {
      name: shape === "line" ? "editLine" : "editArea",
      act: drawing.toggleEditing,
      isOn: () => drawing.mode() === "edit",
      isThere: isIdle,
    },
    {
      name: "remove",
      act: drawing.toggleRemoving,
      isOn: () => drawing.mode() === "remove",
      isThere: () => shape === "area" && isIdle(),
    },
    { name: "undo", act: drawing.undo, isThere: isDrawing },
    { name: "cancel", act: drawing.stop, isThere: isDrawing },
  ]);
  return drawing;
}

/** @returns {{bounds: () => any}[]} what can be brought into view */
function begin() {
  if (config.draws === "line") {
    const form = /** @type {HTMLFormElement} */ (find("[data-edit-form]"));
    return [shapeTools("line", byId("id_geom"), watchPath(form, find("[data-edit-path]"), words))];
  }
  const shown = [editPlace(map, input("geom_lon"), input("geom_lat"), words, tell)];
  return config.area ? [shapeTools("area", byId(config.area), () => {}), ...shown] : shown;
}

const [city] = await Promise.all([drawAround(map, config.layers), drawNodes(map, config.nodesUrl, words)]);
const drawings = begin();
const bounds = drawings.map((one) => one.bounds()).find(Boolean) ?? city;
if (bounds) map.fitBounds(bounds, { animate: false, maxZoom: CLOSE_ZOOM, padding: [32, 32] });
if (city) addHome(map, city, words.wholeCity);
// For whoever waits for it: the map can be worked from now on.
byId("edit-map").dataset.ready = "";
