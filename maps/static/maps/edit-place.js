// @ts-check
// A place in two inputs and as a marker: each follows the other.

import { degrees, readDegrees } from "#maps/edit-text.js";

const STEP_PX = 4;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * @param {any} map Leaflet's
 * @param {HTMLInputElement} longitude @param {HTMLInputElement} latitude
 * @param {Record<string, string>} words @param {(hint: string) => void} tell
 */
export function editPlace(map, longitude, latitude, words, tell) {
  const icon = L.divIcon({ className: "edit-marker", iconSize: [28, 36], iconAnchor: [14, 34] });
  const marker = L.marker([0, 0], { icon, draggable: true, autoPan: true, alt: words.place, title: words.place, pmIgnore: true });

  /** @returns {[number, number] | null} latitude first, as Leaflet has it */
  function typed() {
    const [lng, lat] = [readDegrees(longitude.value), readDegrees(latitude.value)];
    return lng !== null && lat !== null && Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? [lat, lng] : null;
  }

  function show() {
    const place = typed();
    if (place) marker.setLatLng(place).addTo(map);
    else marker.remove();
    marker.getElement()?.setAttribute("aria-label", words.place);
    tell(place ? "" : words.setPlace);
  }

  /** @param {any} latlng */
  function write({ lat, lng }) {
    longitude.value = degrees(lng);
    latitude.value = degrees(lat);
    show();
  }

  marker.on("drag dragend", () => write(marker.getLatLng()));
  map.on("click", (/** @type {any} */ { latlng }) => typed() || map.pm.globalDrawModeEnabled() || write(latlng));
  map.getContainer().addEventListener(
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const way = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
      if (!way || event.target !== marker.getElement()) return;
      event.preventDefault();
      // The map itself would move on the same key.
      event.stopPropagation();
      const pixels = map.latLngToContainerPoint(marker.getLatLng());
      write(map.containerPointToLatLng(pixels.add([way[0] * STEP_PX, way[1] * STEP_PX])));
    },
    true,
  );
  for (const input of [longitude, latitude]) input.addEventListener("input", show);
  show();
  return { bounds: () => (typed() ? L.latLngBounds([/** @type {[number, number]} */ (typed())]) : null) };
}
