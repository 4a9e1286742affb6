// @ts-check
// Plain ground: the city's edge, districts with their names, corridors, areas. Nothing to click.

/** Drawn below one another in this order. */
export const GROUND = ["areas", "corridors", "districts", "outline"];

/**
 * Draws a layer of the ground.
 * @param {string} name @param {any} features GeoJSON @returns {any} Leaflet's layer
 */
export function drawGround(name, features) {
  const draw = (/** @type {string} */ pane, /** @type {string} */ className) =>
    L.geoJSON(features, {
      interactive: false,
      pane,
      style: (/** @type {any} */ { properties }) => ({
        className: `ground ${className}${properties.is_demo ? ` ${className}-demo` : ""}`,
      }),
    });
  const drawn = draw(name === "areas" || name === "outline" ? "areas" : "ground", `ground-${name}`);
  if (name === "outline") return L.layerGroup([draw("city", "ground-city"), drawn]);
  return name === "districts" ? L.layerGroup([drawn, ...names(drawn)]) : drawn;
}

/** The names, each in the middle of its district. @param {any} districts */
function names(districts) {
  return districts.getLayers().map((/** @type {any} */ district) => {
    const label = document.createElement("span");
    label.textContent = district.feature.properties.name;
    return L.marker(district.getBounds().getCenter(), {
      icon: L.divIcon({ html: label, className: "district-name", iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
    });
  });
}
