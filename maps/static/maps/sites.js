// @ts-check
// The sites on the map: markers that know their state, in clusters that show their worst.

import { clusterIcon, siteIcon } from "#maps/icons.js";
import { isLoud, lift, worst } from "#maps/states.js";

/** From here on every site stands alone, unless two share an address. */
const ALONE_FROM_ZOOM = 15;

/**
 * @typedef {object} SiteLayer
 * @property {any} layer  Leaflet's
 * @property {(states: Map<number, string>) => void} setStates
 * @property {(ids: Set<number>) => void} show
 * @property {(id: number | null) => void} choose
 * @property {(id: number) => void} goTo
 * @property {(id: number) => void} focus
 */

/**
 * @param {any} features GeoJSON
 * @param {import("#maps/config.js").MapConfig} config
 * @param {(id: number) => void} onClick
 * @returns {SiteLayer}
 */
export function drawSites(features, config, onClick) {
  const worstFirst = Object.keys(config.states);
  const wordOf = (/** @type {string} */ state) => config.states[state] ?? config.words.noConnection;
  /** @type {Map<number, any>} */
  const markers = new Map();
  const layer = L.markerClusterGroup({
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    disableClusteringAtZoom: ALONE_FROM_ZOOM,
    maxClusterRadius: 36,
    showCoverageOnHover: false,
    spiderLegPolylineOptions: { className: "ground" },
    iconCreateFunction(/** @type {any} */ cluster) {
      const inside = cluster.getAllChildMarkers();
      const state = worst(inside.map((/** @type {any} */ marker) => marker.options.site.state), worstFirst);
      cluster.setZIndexOffset(lift(state, worstFirst));
      return clusterIcon({ n: inside.length, state, word: wordOf(state), sentence: config.words.cluster });
    },
  });

  // The cluster under the reader's finger goes when it opens; the map stays.
  layer.on("clusterkeypress", () => layer._map.once("moveend", () => layer._map.getContainer().focus()));
  for (const { id, geometry, properties } of features.features) {
    const [lng, lat] = geometry.coordinates;
    const site = { id, ...properties, state: "", isNew: false, isChosen: false };
    const marker = L.marker([lat, lng], { site, icon: siteIcon(site, wordOf("")), riseOnHover: true });
    marker.on("click", () => onClick(id));
    marker.on("keydown", (/** @type {any} */ { originalEvent }) => originalEvent.key === "Enter" && onClick(id));
    markers.set(id, marker);
  }

  /** @param {any} marker */
  function redraw(marker) {
    const { site } = marker.options;
    // A new icon is a new element: whoever stands on the old one must not fall off.
    const isFocused = marker.getElement() && marker.getElement() === document.activeElement;
    marker.setIcon(siteIcon(site, wordOf(site.state)));
    marker.setZIndexOffset(lift(site.state, worstFirst));
    if (isFocused) marker.getElement().focus();
    // Once is enough: the drawing comes and goes with the zoom, and would call again.
    const box = marker.getElement()?.firstElementChild;
    box?.addEventListener("animationend", () => box.classList.remove("is-new"), { once: true });
    site.isNew = false;
  }

  return {
    layer,
    setStates(states) {
      const changed = [];
      for (const [id, state] of states) {
        const marker = markers.get(id);
        if (!marker || marker.options.site.state === state) continue;
        const { site } = marker.options;
        // The first answer is no change: nothing calls when the page opens.
        site.isNew = Boolean(site.state) && isLoud(state) && Boolean(marker.getElement());
        site.state = state;
        redraw(marker);
        changed.push(marker);
      }
      const onMap = changed.filter((marker) => layer.hasLayer(marker));
      if (onMap.length) layer.refreshClusters(onMap);
    },
    show(ids) {
      const [on, off] = [[], []].map((list) => /** @type {any[]} */ (list));
      for (const [id, marker] of markers) {
        if (layer.hasLayer(marker) !== ids.has(id)) (ids.has(id) ? on : off).push(marker);
      }
      if (off.length) layer.removeLayers(off);
      if (on.length) layer.addLayers(on);
    },
    choose(chosen) {
      for (const [id, marker] of markers) {
        const { site } = marker.options;
        if (site.isChosen === (id === chosen)) continue;
        site.isChosen = id === chosen;
        redraw(marker);
      }
    },
    goTo(id) {
      const marker = markers.get(id);
      if (marker && layer.hasLayer(marker)) layer.zoomToShowLayer(marker);
    },
    focus(id) {
      markers.get(id)?.getElement()?.focus();
    },
  };
}
