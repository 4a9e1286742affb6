// @ts-check
// Fibre routes, segment by segment; a click asks for the card at that chainage.

import { fill } from "#maps/config.js";
import { nearest } from "#maps/chainage.js";
import { written } from "#maps/icons.js";

/** @param {any} properties of a segment */
function classOf({ role, is_planned, construction }) {
  const marks = [is_planned && "route-planned", construction === "pipe_bridge" && "route-bridge"];
  return ["route", `route-${role || "none"}`, ...marks.filter(Boolean)].join(" ");
}

/**
 * Draws the routes.
 * @param {any} features GeoJSON
 * @param {import("#maps/config.js").MapConfig} config
 * @param {(id: number, metres: number) => void} onClick
 */
export function drawRoutes(features, config, onClick) {
  /** @type {Map<number, any>} */
  const lines = new Map();
  const style = (/** @type {any} */ feature) => ({ className: classOf(feature.properties) });
  const shown = L.geoJSON(features, {
    style,
    pane: "routes",
    interactive: false,
    onEachFeature: (/** @type {any} */ feature, /** @type {any} */ line) => lines.set(feature.id, line),
  });
  const touched = L.geoJSON(features, {
    style: () => ({ className: "route-touch" }),
    pane: "routes",
    bubblingMouseEvents: false,
    onEachFeature(/** @type {any} */ feature, /** @type {any} */ line) {
      const { code, length_m } = feature.properties;
      line.bindTooltip(written(fill(config.words.segment, { code })), { sticky: true });
      line.on("click", (/** @type {any} */ { latlng }) => {
        const at = nearest(feature.geometry.coordinates, [latlng.lng, latlng.lat], length_m);
        onClick(feature.id, at.metres);
      });
      line.on("mouseover mouseout", (/** @type {any} */ { type }) =>
        lines.get(feature.id).getElement()?.classList.toggle("is-chosen", type === "mouseover"),
      );
    },
  });
  const troubled = L.layerGroup();
  return {
    layer: L.layerGroup([shown, touched, troubled]),
    showIncidents: incidents(lines, troubled),
    linesOf: (/** @type {number} */ id) => lines.get(id)?.getLatLngs() ?? null,
  };
}

/**
 * Returns a function that draws the segments where wider outages are thought to lie.
 * @param {Map<number, any>} lines @param {any} layer
 */
function incidents(lines, layer) {
  let drawn = "";
  return (/** @type {{segment: number, label: string}[]} */ now) => {
    if (drawn === JSON.stringify(now)) return;
    drawn = JSON.stringify(now);
    layer.clearLayers();
    for (const { segment, label } of now) {
      const line = lines.get(segment);
      if (!line) continue;
      L.polyline(line.getLatLngs(), { className: "route is-incident", pane: "incidents", interactive: false })
        .bindTooltip(written(label), { permanent: true, className: "incident-label", direction: "top" })
        .addTo(layer);
    }
  };
}
