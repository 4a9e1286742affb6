// @ts-check
// The buttons above the map: real buttons with names, in place of Geoman's icons without any.

/**
 * @typedef {object} Tool
 * @property {string} name  a key of the page's words
 * @property {() => void} act
 * @property {() => boolean} [isOn]  whether it is at work now
 * @property {() => boolean} [isThere]  whether it can be used now
 */

/**
 * Shows the tools; returns a function that shows again which are there and at work.
 * @param {HTMLElement} bar @param {Record<string, string>} words @param {Tool[]} tools
 */
export function showTools(bar, words, tools) {
  const buttons = tools.map((tool) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-small", textContent: words[tool.name] });
    button.addEventListener("click", () => {
      tool.act();
      refresh();
    });
    return button;
  });
  bar.replaceChildren(...buttons);

  function refresh() {
    tools.forEach((tool, index) => {
      buttons[index].hidden = !(tool.isThere?.() ?? true);
      if (tool.isOn) buttons[index].setAttribute("aria-pressed", String(tool.isOn()));
    });
  }
  refresh();
  return refresh;
}
