// @ts-check
// The card beside the map: what the server says of the site or segment that was chosen.

/**
 * @param {HTMLElement} card @param {Record<string, string>} words
 * @param {{onClose: () => void, onShown: () => void}} acts
 */
export function makeCard(card, words, { onClose, onShown }) {
  /** @type {string} */
  let shown = "";
  let goBack = () => {};

  function close() {
    if (card.hidden) return;
    card.hidden = true;
    shown = "";
    card.replaceChildren();
    onClose();
    goBack();
  }

  /** @param {DocumentFragment | string} content */
  function show(content) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "card-close", textContent: "✕" });
    button.setAttribute("aria-label", words.close);
    button.addEventListener("click", close);
    card.replaceChildren(button, content);
    card.hidden = false;
  }

  /** What lies at an address, as a part of a page; null if it did not load. @param {string} url */
  async function load(url) {
    const response = await fetch(url, { cache: "no-cache" }).catch(() => null);
    if (!response?.ok || response.redirected) return null;
    // Our own server's page part, escaped there; the policy would run no script in it anyway.
    return document.createRange().createContextualFragment(await response.text());
  }

  card.addEventListener("keydown", ({ key }) => key === "Escape" && close());

  return {
    close,
    /**
     * Shows what lies at an address and moves there.
     * @param {string} url @param {() => void} back  where who closes the card goes on
     */
    async open(url, back) {
      goBack = back;
      shown = url;
      show(words.loading);
      const content = await load(url);
      // Something else may have been chosen meanwhile.
      if (shown !== url) return;
      show(content ?? words.failed);
      onShown();
      card.querySelector("h2")?.focus({ preventScroll: true });
    },
    /** Brings what changes up to date, in place: nobody's focus is moved. */
    async refresh() {
      const url = shown;
      const content = url ? await load(url) : null;
      if (!content || shown !== url) return;
      for (const place of card.querySelectorAll("[data-live]")) {
        const now = content.querySelector(`[data-live=${place.getAttribute("data-live")}]`);
        if (now && now.textContent !== place.textContent) place.replaceChildren(...now.childNodes);
      }
    },
  };
}
