// @ts-check
// What lies below a drawing: the city, its routes and sites, and the nodes to which ends snap.

import { fill } from "#maps/config.js";
import { drawGround } from "#maps/ground.js";
import { written } from "#maps/icons.js";

const ROUTES = { pane: "routes", interactive: false, pmIgnore: true, snapIgnore: true };

/** @param {string} url */
async function load(url) {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** Routes are shown, and not touched. @param {any} features GeoJSON */
function drawRoutes(features) {
  const style = (/** @type {any} */ { properties }) => ({
    className: `route route-${properties.role || "none"}${properties.is_planned ? " route-planned" : ""}`,
  });
  return L.geoJSON(features, { ...ROUTES, style });
}

/** Sites are dots for orientation. @param {any} features GeoJSON */
function drawSites(features) {
  const pointToLayer = (/** @type {any} */ { properties }, /** @type {any} */ latlng) =>
    L.circleMarker(latlng, { ...ROUTES, radius: 3, className: "edit-site" }).bindTooltip(written(properties.name));
  return L.geoJSON(features, { pointToLayer, pmIgnore: true, snapIgnore: true });
}

/**
 * Draws the ground; returns the city's bounds, null where nothing is drawn.
 * @param {any} map @param {Record<string, string>} layers name to address
 */
export async function drawAround(map, layers) {
  /** @type {any} */
  let bounds = null;
  await Promise.all(
    Object.entries(layers).map(async ([name, url]) => {
      const features = await load(url);
      if (name === "outline") bounds = L.geoJSON(features).getBounds();
      const drawn =
        name === "routes" ? drawRoutes(features) : name === "sites" ? drawSites(features) : drawGround(name, features);
      ignore(drawn);
      drawn.addTo(map);
    }),
  );
  return bounds?.isValid() ? bounds : null;
}

/** Keeps the drawing tools off a layer and all in it. @param {any} layer */
function ignore(layer) {
  Object.assign(layer.options, { pmIgnore: true, snapIgnore: true });
  layer.eachLayer?.(ignore);
}

/**
 * Draws the nodes, which are what a drawn corner snaps to.
 * @param {any} map @param {string} url @param {Record<string, string>} words
 */
export async function drawNodes(map, url, words) {
  const { nodes } = await load(url);
  const layer = L.layerGroup();
  for (const [, code, site, lng, lat] of nodes) {
    const label = [fill(words.node, { code }), site].filter(Boolean).join(" · ");
    // Geoman snaps to a layer that it may see, so this one is not ignored; it is never edited.
    L.circleMarker([lat, lng], { radius: 4, className: "edit-node", pmIgnore: false, snapIgnore: false })
      .bindTooltip(written(label))
      .addTo(layer);
  }
  return layer.addTo(map);
}
