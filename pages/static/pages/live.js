// @ts-check
// Keeps the polled part of a page calm: [data-live] is the part, hx-get where it comes from.
// What has not changed is not put in again, so focus and a screen reader's place stay; a hidden
// page asks nothing; what cannot be fetched is said in [data-live-stale]; the sentence in
// [data-live-says] is spoken in [data-live-voice] when it has become another one.

/** What htmx says of a request. @typedef {{
 *   target: Element, xhr: XMLHttpRequest, shouldSwap: boolean, pathInfo?: { requestPath: string },
 * }} Detail */

/** @param {Event} event @returns {Detail} */
const detailOf = (event) => /** @type {CustomEvent<Detail>} */ (event).detail;

/** @param {Element} target */
const isLive = (target) => target.hasAttribute("data-live");

/**
 * Whether the answer comes from another place than was asked: the session is over, and the log-in
 * page came instead.
 * @param {string} responseUrl @param {string} requestPath
 */
export function isElsewhere(responseUrl, requestPath) {
  if (!responseUrl) return false;
  return new URL(responseUrl).pathname !== new URL(requestPath, responseUrl).pathname;
}

/** The link or button that has the focus within a part, as a selector that finds it again. @param {Element} part */
export function focusedIn(part) {
  const focused = part.ownerDocument.activeElement;
  if (!focused || focused === part || !part.contains(focused)) return "";
  const href = focused.getAttribute("href");
  return focused.id ? `[id="${focused.id}"]` : href ? `[href="${href}"]` : "";
}

/** @param {Document} doc @param {() => void} reload */
export function keepLive(doc, reload) {
  /** @type {WeakMap<Element, string>} */
  const shown = new WeakMap();
  let focused = "";
  const says = () => doc.querySelector("[data-live-says]")?.textContent?.trim() ?? "";
  let said = says();

  /** @param {boolean} isStale */
  const stale = (isStale) => {
    for (const note of doc.querySelectorAll("[data-live-stale]")) note.toggleAttribute("hidden", !isStale);
  };

  doc.addEventListener("htmx:beforeRequest", (event) => {
    if (doc.hidden && isLive(detailOf(event).target)) event.preventDefault();
  });
  doc.addEventListener("htmx:beforeSwap", (event) => {
    const detail = detailOf(event);
    if (!isLive(detail.target) || detail.xhr.status >= 400) return;
    if (isElsewhere(detail.xhr.responseURL, detail.pathInfo?.requestPath ?? "")) {
      detail.shouldSwap = false;
      reload();
      return;
    }
    stale(false);
    if (shown.get(detail.target) === detail.xhr.responseText) detail.shouldSwap = false;
    shown.set(detail.target, detail.xhr.responseText);
    focused = focusedIn(detail.target);
  });
  doc.addEventListener("htmx:afterSwap", (event) => {
    const { target } = detailOf(event);
    if (!isLive(target)) return;
    if (focused) /** @type {HTMLElement | null} */ (target.querySelector(focused))?.focus();
    const voice = doc.querySelector("[data-live-voice]");
    if (voice && says() !== said) voice.textContent = said = says();
  });
  for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    doc.addEventListener(failed, (event) => isLive(detailOf(event).target) && stale(true));
  }
}

if (typeof document !== "undefined") keepLive(document, () => location.reload());
