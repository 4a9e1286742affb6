// @ts-check
// What each answer of the server changes: rows, signs, places of wider outages, and what is said.

import { fill } from "#maps/config.js";
import { changes } from "#maps/states.js";
import { writeState } from "#maps/table.js";

/** More changes than this are told by their number. */
const MOST_NAMED = 3;

/** @typedef {{sites: Record<string, [string, string]>, incidents: any[]}} Answer */

/**
 * @param {import("#maps/table.js").TableRow[]} rows
 * @param {import("#maps/config.js").MapConfig} config
 * @param {{setStates: (states: Map<number, string>) => void, tell: (text: string) => void,
 *          onChanged: () => void}} acts
 */
export function makeLive(rows, { states, words }, { setStates, tell, onChanged }) {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const statesNow = () => new Map(rows.map((row) => [row.id, row.state]));
  /** @type {any[]} */
  let incidents = [];
  let showIncidents = (/** @type {any[]} */ _) => {};

  /** @param {{id: number, state: string}[]} changed */
  function announce(changed) {
    const said = changed.map(({ id, state }) =>
      fill(words.changed, { name: rowOf.get(id)?.name ?? "", state: states[state] }),
    );
    tell(said.length > MOST_NAMED ? fill(words.changedMany, { n: said.length }) : said.join(" · "));
  }

  setStates(statesNow());
  return {
    /** Takes over an answer; returns whether any state has changed. @param {Answer} answer */
    take(answer) {
      const before = statesNow();
      for (const [id, [state, since]] of Object.entries(answer.sites)) {
        const row = rowOf.get(Number(id));
        if (row) writeState(row, state, since);
      }
      const changed = changes(before, statesNow());
      setStates(statesNow());
      incidents = answer.incidents;
      showIncidents(incidents);
      if (changed.length) {
        onChanged();
        announce(changed);
      }
      return changed.length > 0;
    },
    /** The routes are drawn: from now on wider outages can be shown. @param {(now: any[]) => void} show */
    showIncidentsBy(show) {
      showIncidents = show;
      show(incidents);
    },
  };
}
