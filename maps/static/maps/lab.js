// @ts-check
// The lab, in demo mode: cut a route where it was clicked, see what is broken, mend it.

import { fill } from "#maps/config.js";

/**
 * @param {any} map Leaflet's
 * @param {HTMLElement} panel
 * @param {import("#maps/config.js").MapConfig} config
 * @param {(words: string) => void} tell
 */
export function startLab(map, panel, config, tell) {
  const marks = L.layerGroup().addTo(map);
  const template = /** @type {HTMLTemplateElement} */ (panel.querySelector("template[data-fault]"));
  const list = /** @type {HTMLElement} */ (panel.querySelector("[data-faults]"));
  const none = /** @type {HTMLElement} */ (panel.querySelector("[data-no-faults]"));
  const all = /** @type {HTMLElement} */ (panel.querySelector("[data-mend-all]"));
  const isolate = /** @type {HTMLElement} */ (panel.querySelector("[data-isolate]"));

  /** Sends what shall happen and tells what came of it. @param {string} url @param {FormData} form */
  async function send(url, form) {
    const response = await fetch(url, {
      method: "POST",
      body: form,
      headers: { Accept: "application/json", "X-CSRFToken": panel.dataset.token ?? "" },
    });
    const answer = await response.json().catch(() => ({}));
    const errors = Object.values(answer.errors ?? {}).flat();
    tell(answer.message ?? (errors.join(" ") || config.words.failed));
    await refresh();
  }

  /** @param {Record<string, string>} values */
  function formOf(values) {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.append(name, value);
    return form;
  }

  /** @param {any} fault as lab.queries.faults_as_json writes it */
  function row(fault) {
    const line = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const where = fault.segment?.code ?? fault.circuit?.label ?? "";
    const words = [fault.kind_label, where].filter(Boolean).join(": ");
    /** @type {HTMLElement} */ (line.querySelector("[data-words]")).textContent = words;
    const button = /** @type {HTMLElement} */ (line.querySelector("button"));
    button.setAttribute("aria-label", `${button.textContent}: ${words}`);
    button.addEventListener("click", () => send(config.lab.mend, formOf({ fault: String(fault.id) })));
    return line;
  }

  /** @param {any} fault */
  function mark(fault) {
    const [lng, lat] = fault.place;
    const cross = document.createElement("span");
    cross.className = "lab-mark";
    cross.textContent = "✕";
    const title = fill(config.words.fault, { kind: fault.kind_label });
    const icon = L.divIcon({ html: cross, className: "", iconSize: [24, 24] });
    L.marker([lat, lng], { icon, title, keyboard: false, interactive: false, zIndexOffset: 90_000 }).addTo(marks);
  }

  async function refresh() {
    const response = await fetch(config.lab.faults, { cache: "no-cache" }).catch(() => null);
    if (!response?.ok) return;
    const { faults } = await response.json();
    list.replaceChildren(...faults.map(row));
    none.hidden = faults.length > 0;
    all.hidden = faults.length < 2;
    marks.clearLayers();
    faults.filter((/** @type {any} */ fault) => fault.place).forEach(mark);
  }

  all.addEventListener("click", () => send(config.lab.mend, formOf({ all: "1" })));
  isolate.addEventListener("click", () => send(config.lab.isolate, formOf({})));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-lab]")) return;
    event.preventDefault();
    send(form.action, new FormData(form));
  });
  panel.hidden = false;
  refresh();
  return { refresh };
}
