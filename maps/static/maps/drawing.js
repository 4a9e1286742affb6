// @ts-check
// What a card asks to have drawn while it is open: where a cable lies, where light runs.

import { written } from "#maps/icons.js";

/** Closer than this nothing is brought: a single point would fill the page. */
const CLOSEST_ZOOM = 17;

/**
 * The drawing that a card holds, as JSON beside its words; null if it holds none.
 * @param {ParentNode} card @returns {any} GeoJSON
 */
export function drawingOf(card) {
  const text = card.querySelector("#card-drawing")?.textContent;
  const drawing = text ? JSON.parse(text) : null;
  return drawing?.features.length ? drawing : null;
}

/**
 * Draws on the map what cards hold, one at a time.
 * @param {any} map Leaflet's
 */
export function makeDrawing(map) {
  const layer = L.layerGroup().addTo(map);

  return {
    clear: () => layer.clearLayers(),
    /**
     * @param {HTMLElement} card
     * @param {boolean} isFitted  whether all of it is brought into view
     */
    show(card, isFitted) {
      layer.clearLayers();
      const features = drawingOf(card);
      if (!features) return;
      const drawn = L.geoJSON(features, {
        pane: "incidents",
        interactive: false,
        style: (/** @type {any} */ { properties }) => ({ className: `drawn drawn-${properties.look}` }),
        pointToLayer: (/** @type {any} */ { properties }, /** @type {any} */ latlng) =>
          L.circleMarker(latlng, { pane: "incidents", radius: 14, className: `drawn drawn-${properties.look}` }),
        onEachFeature(/** @type {any} */ { properties }, /** @type {any} */ line) {
          const { look, label } = properties;
          // The two ways of a circuit have their middles near each other.
          const direction = look === "protect" ? "bottom" : "top";
          if (label) line.bindTooltip(written(label), { permanent: true, direction, className: `drawn-label drawn-label-${look}` });
        },
      }).addTo(layer);
      if (isFitted) map.fitBounds(drawn.getBounds(), { maxZoom: CLOSEST_ZOOM, ...roomBeside(map, card) });
    },
  };
}

/**
 * The room that the card leaves: it lies at the right of a wide map and at the foot of a narrow one.
 * @param {any} map @param {HTMLElement} card
 */
function roomBeside(map, card) {
  const isWide = map.getSize().x > 2 * card.offsetWidth;
  const covered = isWide ? [card.offsetWidth, 0] : [0, card.offsetHeight];
  return { paddingTopLeft: [48, 48], paddingBottomRight: covered.map((pixels) => pixels + 48) };
}
