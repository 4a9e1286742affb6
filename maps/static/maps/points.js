// @ts-check
// Closures and structures: small signs at nodes, from near only, and only where the reader looks.

import { drawing, heard, written } from "#maps/icons.js";

/** From here on they are drawn: farther away they would hide the routes. */
export const FROM_ZOOM = 15;

/** The drawing of a kind. @param {string} layer @param {string} kind */
export function drawingName(layer, kind) {
  return layer === "closures" ? "plant-closure" : `plant-${kind}`;
}

/**
 * @param {string} name of the layer: "closures" or "structures"
 * @param {any} features GeoJSON
 * @param {Record<string, string>} words
 * @param {(node: number) => void} onClick
 * @returns {any} Leaflet's layer
 */
export function drawPoints(name, features, words, onClick) {
  const markers = features.features.map((/** @type {any} */ feature) => {
    const { code, kind, node } = feature.properties;
    const [lng, lat] = feature.geometry.coordinates;
    const label = `${words[kind ?? "closure"]} ${code}`;
    const marker = L.marker([lat, lng], { icon: icon(name, drawingName(name, kind), label) });
    return marker.bindTooltip(written(label)).on("click", () => onClick(node));
  });
  return nearOnly(markers);
}

/** @param {string} layer @param {string} name of the drawing @param {string} label */
function icon(layer, name, label) {
  const box = document.createElement("span");
  box.className = `point point-${layer}`;
  box.append(drawing(name, "point-sign"), heard(label));
  return L.divIcon({ html: box, className: "", iconSize: [24, 24] });
}

/** A layer that holds only the markers in view, and none from afar. @param {any[]} markers */
function nearOnly(markers) {
  const layer = L.layerGroup();
  function refresh() {
    const map = layer._map;
    if (!map) return;
    const seen = map.getZoom() >= FROM_ZOOM ? map.getBounds().pad(0.2) : null;
    for (const marker of markers) {
      const isSeen = Boolean(seen?.contains(marker.getLatLng()));
      if (isSeen !== layer.hasLayer(marker)) (isSeen ? layer.addLayer(marker) : layer.removeLayer(marker));
    }
  }
  // Leaflet tells a layer what the map does only while the layer is on it.
  layer.getEvents = () => ({ moveend: refresh });
  layer.on("add", refresh);
  return layer;
}
