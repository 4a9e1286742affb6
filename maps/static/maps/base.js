// @ts-check
// The map itself: plain ground, controls with names, the operator's base map if there is one.

/** Names of districts are shown from here on. */
const NAMES_FROM_ZOOM = 12;

/**
 * @param {HTMLElement} element @param {import("#maps/config.js").MapConfig} config
 * @returns {any} Leaflet's map
 */
export function makeMap(element, config) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: Boolean(config.baseMap.url),
    // Without tiles Leaflet knows no end, and clusters need one.
    minZoom: 9,
    maxZoom: 19,
    zoomSnap: 0.25,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    markerZoomAnimation: !isStill,
  });
  map.setView([0, 0], 9);
  for (const [name, order] of Object.entries({ city: 290, ground: 300, areas: 310, routes: 400, incidents: 410 })) {
    map.createPane(name).style.zIndex = String(order);
  }
  if (config.baseMap.url) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(config.baseMap.url, { attribution: config.baseMap.attribution, maxZoom: 19 }).addTo(map);
  }
  const { zoomIn, zoomOut } = config.words;
  L.control.zoom({ position: "topleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  const showNames = () => element.classList.toggle("zoom-names", map.getZoom() >= NAMES_FROM_ZOOM);
  map.on("zoomend", showNames);
  // The table below opens and closes, and takes room from the map.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
  return map;
}

/**
 * A button that shows all of the city.
 * @param {any} map @param {any} bounds @param {string} title
 */
export function addHome(map, bounds, title) {
  const control = L.control({ position: "topleft" });
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar");
    const link = L.DomUtil.create("a", "", bar);
    Object.assign(link, { href: "#", title });
    link.setAttribute("role", "button");
    link.setAttribute("aria-label", title);
    link.innerHTML =
      '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2"><path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/></svg>';
    L.DomEvent.disableClickPropagation(bar).on(link, "click", (/** @type {Event} */ event) => {
      L.DomEvent.stop(event);
      map.fitBounds(bounds);
    });
    return bar;
  };
  control.addTo(map);
}
