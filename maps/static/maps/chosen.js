// @ts-check
// What is chosen: its card, its mark on the map and in the table, what the card draws, the address.

import { makeCard } from "#maps/card.js";
import { addressOf } from "#maps/config.js";
import { makeDrawing } from "#maps/drawing.js";
import { chosenBy, keepInAddress } from "#maps/place.js";

/**
 * @param {any} map Leaflet's
 * @param {HTMLElement} element  the card
 * @param {import("#maps/config.js").MapConfig} config
 * @param {import("#maps/table.js").TableRow[]} rows
 * @param {import("#maps/sites.js").SiteLayer} sites
 */
export function makeChosen(map, element, config, rows, sites) {
  const drawing = makeDrawing(map);
  /** Whether what the card draws is brought into view: not if the reader has just clicked on it. */
  let isFar = false;
  const card = makeCard(element, config.words, {
    onClose() {
      mark(null);
      drawing.clear();
      keepInAddress(null);
    },
    onShown: () => drawing.show(element, isFar),
  });

  /** Marks a site on the map and in the table. @param {number | null} id */
  function mark(id) {
    sites.choose(id);
    for (const row of rows) row.element.classList.toggle("is-chosen", row.id === id);
  }

  /**
   * @param {import("#maps/place.js").Chosen} chosen @param {() => void} back  where who closes the card goes on
   * @param {string} [query] of the card's address
   */
  function open(chosen, back, query = "") {
    const url = config.cardUrls[chosen.what];
    if (!url) return;
    drawing.clear();
    mark(chosen.what === "site" ? chosen.id : null);
    card.open(`${addressOf(url, chosen.id)}${query}`, back);
    keepInAddress(chosen);
  }

  const toMap = () => map.getContainer().focus();
  /** @param {import("#maps/place.js").Chosen} chosen @param {string} [query] */
  function openNear(chosen, query) {
    isFar = false;
    open(chosen, toMap, query);
  }

  return {
    refresh: card.refresh,
    /** @param {number} id @param {() => void} [back] */
    openSite: (id, back = () => sites.focus(id)) => open({ what: "site", id }, back),
    /** @param {number} id @param {number} metres */
    openSegment: (id, metres) => openNear({ what: "segment", id }, `?at=${metres.toFixed(1)}`),
    /** @param {number} id */
    openNode: (id) => openNear({ what: "node", id }),
    /** Opens what the address chooses, and brings it into view. */
    openAddress() {
      const chosen = chosenBy(location.hash);
      if (!chosen) return;
      isFar = true;
      if (chosen.what !== "site") return open(chosen, toMap);
      sites.goTo(chosen.id);
      open(chosen, () => sites.focus(chosen.id));
    },
  };
}
