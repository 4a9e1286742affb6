// @ts-check
// Asks the server where a line would run, while it is drawn, and shows the answer below the form.

const WAIT_MS = 400;

/**
 * Returns a function that asks soon; of several in a row only the last is asked.
 * @param {HTMLFormElement} form @param {HTMLElement} place  its data-edit-path is the address
 * @param {Record<string, string>} words
 */
export function watchPath(form, place, words) {
  let timer = 0;
  let asked = 0;

  async function ask() {
    const number = ++asked;
    place.setAttribute("aria-busy", "true");
    const response = await fetch(place.dataset.editPath ?? "", { method: "POST", body: new FormData(form) }).catch(
      () => null,
    );
    const text = response?.ok && !response.redirected ? await response.text() : null;
    // A later question is under way: its answer counts.
    if (number !== asked) return;
    place.removeAttribute("aria-busy");
    // Our own server's page part, escaped there; the policy would run no script in it anyway.
    place.replaceChildren(text === null ? words.checkFailed : document.createRange().createContextualFragment(text));
  }

  return () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  };
}
