// @ts-check
// The legend as the filter: what is ticked is asked for at once, on the map and in the table.

import { asksFor, questionOf } from "#maps/filter.js";
import { count } from "#maps/states.js";

/**
 * Wires the form; returns a function that asks anew (when states have changed).
 * @param {HTMLFormElement} form
 * @param {import("#maps/table.js").TableRow[]} rows
 * @param {{onAsked: (ids: Set<number>) => void, onPick: (id: number) => void,
 *          onLayer: (name: string, isOn: boolean) => void}} acts
 */
export function wireLegend(form, rows, { onAsked, onPick, onLayer }) {
  /** @type {Set<number>} */
  let asked = new Set();

  function ask() {
    const question = questionOf(new FormData(form));
    asked = new Set(rows.filter((row) => asksFor(row, question)).map((row) => row.id));
    for (const row of rows) row.element.hidden = !asked.has(row.id);
    const n = count(rows.map((row) => row.state));
    for (const place of form.querySelectorAll("[data-count]")) {
      place.textContent = String(n.get(/** @type {HTMLElement} */ (place).dataset.count ?? "") ?? 0);
    }
    onAsked(asked);
  }

  form.addEventListener("input", ({ target }) => {
    const layer = target instanceof HTMLInputElement && target.dataset.layer;
    if (layer) onLayer(layer, target.checked);
    else ask();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = rows.filter((row) => asked.has(row.id));
    if (first) onPick(first.id);
  });
  document.documentElement.classList.add("has-script");
  // On a phone the map comes first.
  const fold = form.closest("details");
  if (fold && matchMedia("(max-width: 899px)").matches) fold.open = false;
  ask();
  return ask;
}
