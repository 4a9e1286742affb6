// @ts-check
// A line or an area in a text field and on the map, drawn with Geoman: each follows the other.

import { TextError, readArea, readLine, writeArea, writeLine } from "#maps/edit-text.js";
import { fill } from "#maps/config.js";

/** @param {any[]} latlngs */
const pairs = (latlngs) => latlngs.map(({ lng, lat }) => /** @type {[number, number]} */ ([lng, lat]));
/** @param {[number, number][]} places */
const latlngs = (places) => places.map(([lng, lat]) => [lat, lng]);

/** How the two shapes differ. */
const SHAPES = {
  line: {
    draw: "Line",
    words: ["firstPoint", "nextPoint"],
    /** @param {string} text */
    read: (text) => {
      const places = readLine(text);
      return places.length > 1 ? [L.polyline(latlngs(places), { className: "edit-drawn" })] : [];
    },
    /** @param {any[]} layers */
    write: (layers) => layers.map((layer) => writeLine(pairs(layer.getLatLngs()))).join("\n"),
  },
  area: {
    draw: "Polygon",
    words: ["firstCorner", "closeArea"],
    /** @param {string} text */
    read: (text) =>
      readArea(text).map((rings) => L.polygon(rings.map(latlngs), { className: "edit-drawn edit-drawn-area" })),
    /** @param {any[]} layers */
    write: (layers) => writeArea(layers.map((layer) => layer.getLatLngs().map(pairs))),
  },
};

/**
 * @param {any} map Leaflet's, with Geoman
 * @param {HTMLTextAreaElement} field
 * @param {{shape: "line" | "area", snapPixels: number, words: Record<string, string>,
 *          tell: (hint: string) => void, onChange: () => void, onMode: () => void}} options
 */
export function editShape(map, field, { shape, snapPixels, words, tell, onChange, onMode }) {
  const { draw, words: hints, read, write } = SHAPES[shape];
  const drawn = L.featureGroup().addTo(map);
  const className = `edit-drawn edit-drawn-${shape}`;
  const look = { templineStyle: { className }, hintlineStyle: { className: `${className} edit-hintline` }, pathOptions: { className } };
  const snapping = { snappable: shape === "line", snapDistance: snapPixels };
  /** @type {"" | "draw" | "edit" | "remove"} */
  let mode = "";

  /** @param {typeof mode} next */
  function enter(next) {
    mode = next;
    if (next !== "draw" && map.pm.Draw[draw].enabled()) map.pm.disableDraw();
    drawn.eachLayer((/** @type {any} */ layer) => {
      if (next === "edit") layer.pm.enable({ ...snapping, allowSelfIntersection: true });
      else layer.pm.disable();
    });
    tell(next === "draw" ? words[hints[0]] : "");
    onMode();
  }

  function changed() {
    field.value = write(drawn.getLayers());
    onChange();
  }

  /** @param {any} layer */
  function take(layer) {
    drawn.addLayer(layer);
    layer.on("pm:edit pm:vertexremoved", changed);
    layer.on("pm:remove", () => (drawn.removeLayer(layer), changed()));
    layer.on("click", () => mode === "remove" && (drawn.removeLayer(layer), enter(""), changed()));
  }

  function show() {
    drawn.clearLayers();
    try {
      read(field.value).forEach(take);
      tell("");
    } catch (error) {
      const line = error instanceof TextError ? error.line : 1;
      tell(fill(words.textWrong, { line }));
    }
  }

  map.on("pm:drawstart", (/** @type {any} */ { workingLayer }) => {
    workingLayer.on("pm:vertexadded", () => tell(words[hints[1]]));
  });
  map.on("pm:create", (/** @type {any} */ { layer, shape: made }) => {
    if (made !== draw) return;
    // A route is one line; a park may have several areas.
    if (shape === "line") drawn.clearLayers();
    take(layer);
    enter("");
    changed();
  });
  map.on("pm:drawend", () => mode === "draw" && enter(""));
  field.addEventListener("input", () => (enter(""), show(), onChange()));
  show();

  return {
    mode: () => mode,
    isEmpty: () => drawn.getLayers().length === 0,
    bounds: () => (drawn.getLayers().length ? drawn.getBounds() : null),
    clear: () => drawn.clearLayers(),
    startDrawing() {
      enter("draw");
      map.pm.enableDraw(draw, { ...snapping, ...look, tooltips: false, continueDrawing: false });
    },
    undo: () => map.pm.Draw[draw]._removeLastVertex(),
    toggleEditing: () => enter(mode === "edit" ? "" : "edit"),
    toggleRemoving: () => enter(mode === "remove" ? "" : "remove"),
    stop: () => enter(""),
  };
}
