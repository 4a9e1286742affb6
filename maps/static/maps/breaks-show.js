// @ts-check
// What a dig breaks, on the map: the place, the segments, the sites by what becomes of them.

const CLOSE_ZOOM = 15;

/**
 * What the answer in the page says to the map; null if it answers nothing.
 * @param {ParentNode} answer
 * @returns {{point: [number, number] | null, segments: number[], sites: Record<string, string>} | null}
 */
export function brokenBy(answer) {
  const text = answer.querySelector("#broken")?.textContent;
  return text ? JSON.parse(text) : null;
}

/**
 * The state of every site: those that the answer does not name are unaffected.
 * @param {Iterable<number>} ids @param {Record<string, string>} hit
 */
export function statesOf(ids, hit) {
  return new Map([...ids].map((id) => [id, hit[id] ?? ""]));
}

/**
 * @param {any} map Leaflet's
 * @param {any} features GeoJSON of the sites
 * @param {{setStates: (states: Map<number, string>) => void}} sites
 * @param {(id: number) => any[] | null} linesOf  the corners of a segment
 */
export function makeBreaksLayer(map, features, sites, linesOf) {
  const layer = L.layerGroup().addTo(map);
  const ids = features.features.map((/** @type {any} */ one) => one.id);
  const places = new Map(features.features.map((/** @type {any} */ one) => [one.id, one.geometry.coordinates]));

  return {
    /** Draws what the answer says. @param {ParentNode} answer */
    show(answer) {
      layer.clearLayers();
      const broken = brokenBy(answer);
      sites.setStates(statesOf(ids, broken?.sites ?? {}));
      if (!broken) return;
      const bounds = L.latLngBounds([]);
      for (const id of broken.segments) {
        const line = linesOf(id);
        if (!line) continue;
        L.polyline(line, { className: "route is-cut", pane: "incidents", interactive: false, pmIgnore: true }).addTo(layer);
        bounds.extend(line);
      }
      if (broken.point) {
        const [lng, lat] = broken.point;
        const icon = L.divIcon({ html: "✕", className: "cut-mark", iconSize: [26, 26] });
        L.marker([lat, lng], { icon, interactive: false, keyboard: false, pmIgnore: true, zIndexOffset: 50_000 }).addTo(layer);
        bounds.extend([lat, lng]);
      }
      for (const id of Object.keys(broken.sites)) {
        const [lng, lat] = places.get(Number(id)) ?? [];
        if (lat !== undefined) bounds.extend([lat, lng]);
      }
      if (bounds.isValid() && !map.getBounds().contains(bounds)) {
        map.fitBounds(bounds, { maxZoom: CLOSE_ZOOM, padding: [40, 40] });
      }
    },
  };
}
