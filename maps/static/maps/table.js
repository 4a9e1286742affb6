// @ts-check
// The table under the map: the rows are the page's own list of sites, kept up to date in place.

/** @typedef {import("#maps/filter.js").Row & {name: string, element: HTMLElement}} TableRow */

/** Reads the rows that the server wrote. @param {ParentNode} table @returns {TableRow[]} */
export function readRows(table) {
  return [...table.querySelectorAll("tr[data-site]")].map((row) => {
    const element = /** @type {HTMLElement} */ (row);
    const { site, state, kind, words } = element.dataset;
    const name = element.querySelector(".row-link, th")?.firstChild?.textContent?.trim() ?? "";
    return { id: Number(site), state: state ?? "", kind: kind ?? "", words: words ?? "", name, element };
  });
}

/**
 * Writes a site's state and since when into its row.
 * @param {TableRow} row @param {string} state @param {string} since
 */
export function writeState(row, state, since) {
  const sinceCell = row.element.querySelector("[data-cell=since]");
  if (sinceCell && sinceCell.textContent !== since) sinceCell.textContent = since;
  if (row.state === state) return;
  row.state = state;
  row.element.dataset.state = state;
  const sign = document.querySelector(`template[data-state="${state}"]`);
  const cell = row.element.querySelector("[data-cell=state]");
  if (sign instanceof HTMLTemplateElement) cell?.replaceChildren(sign.content.cloneNode(true));
}
