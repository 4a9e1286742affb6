// @ts-check
// Asks the server again and again, politely: by ETag, never two questions at once, not while the
// page is hidden, and ever more rarely while it does not answer.

/** No silence is longer than this. */
const LONGEST_S = 120;

/**
 * Seconds to wait after so many failures in a row.
 * @param {number} seconds @param {number} failures
 */
export function pause(seconds, failures) {
  return Math.min(seconds * 2 ** failures, Math.max(seconds, LONGEST_S));
}

/**
 * @typedef {object} Poll
 * @property {string} url
 * @property {number} seconds
 * @property {(answer: any) => void} onAnswer  also when nothing has changed
 * @property {(why: "offline" | "signedOut") => void} onTrouble
 * @property {typeof fetch} [fetch]
 * @property {(act: () => void, milliseconds: number) => any} [wait]
 * @property {() => boolean} [isHidden]
 */

/** Starts asking; returns a function that asks at once. @param {Poll} poll */
export function startPoll(poll) {
  const ask = poll.fetch ?? ((...request) => fetch(...request));
  const wait = poll.wait ?? ((act, milliseconds) => setTimeout(act, milliseconds));
  const isHidden = poll.isHidden ?? (() => document.hidden);
  let failures = 0;
  let isAsking = false;
  /** @type {any} */
  let timer;

  async function once() {
    // "no-cache" sends the ETag of the last answer; the browser turns a 304 into that answer.
    const response = await ask(poll.url, { cache: "no-cache", headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 403 || response.status === 404) return "signedOut";
    if (!response.ok) throw new Error(String(response.status));
    poll.onAnswer(await response.json());
    return "";
  }

  async function round() {
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    let trouble = "";
    if (!isHidden()) {
      try {
        trouble = await once();
        failures = 0;
      } catch {
        failures += 1;
        trouble = "offline";
      }
    }
    isAsking = false;
    if (trouble) poll.onTrouble(/** @type {"offline" | "signedOut"} */ (trouble));
    // Who was signed out would be asked to sign in again every few seconds.
    if (trouble !== "signedOut") timer = wait(round, pause(poll.seconds, failures) * 1000);
  }

  round();
  return round;
}
