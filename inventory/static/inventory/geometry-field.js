// @ts-check
// Begins the map of each geometry field on the page; the field's text area holds GeoJSON.

/**
 * What `inventory.widgets.GeometryWidget` hands over.
 * @typedef {object} Drawing
 * @property {string} field id of the text area
 * @property {string} map id of the map's element
 * @property {string} kind such as POINT or MULTIPOLYGON
 * @property {boolean} modifiable
 * @property {number} precision digits of a degree
 * @property {number} maxZoom
 * @property {string | null} outline the city, as GeoJSON
 * @property {string} images folder of Leaflet's markers
 */

/** @param {Drawing} drawing */
function begin(drawing) {
  L.Icon.Default.imagePath = drawing.images;
  const map = new L.Map(drawing.map, { maxZoom: drawing.maxZoom, attributionControl: false });
  L.control.scale({ imperial: false }).addTo(map);
  map.setView([0, 0], 2);
  if (drawing.outline) {
    const city = L.geoJSON(JSON.parse(drawing.outline), { interactive: false, style: { fill: false, weight: 1 } });
    map.fitBounds(city.addTo(map).getBounds());
  }
  new L.GeometryField({
    fieldid: drawing.field,
    geom_type: drawing.kind,
    modifiable: drawing.modifiable,
    precision: drawing.precision,
    field_store_class: L.FieldStore,
  }).addTo(map);
}

for (const element of document.querySelectorAll("[data-geometry-field]")) {
  begin(JSON.parse(element.previousElementSibling?.textContent ?? "null"));
}
