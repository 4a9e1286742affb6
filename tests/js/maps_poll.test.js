// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { pause, startPoll } from "#maps/poll.js";

/** A poll whose server answers what it is given, in order, and whose clock stands still. @param {any[]} answers */
function polled(answers, isHidden = () => false) {
  const seen = { answers: /** @type {any[]} */ ([]), troubles: /** @type {string[]} */ ([]), waits: /** @type {number[]} */ ([]), asked: 0 };
  /** @type {(() => void)[]} */
  const due = [];
  const now = startPoll({
    url: "/state",
    seconds: 5,
    onAnswer: (answer) => seen.answers.push(answer),
    onTrouble: (why) => seen.troubles.push(why),
    fetch: async () => {
      seen.asked += 1;
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    wait: (act, milliseconds) => {
      seen.waits.push(milliseconds);
      due.push(act);
    },
    isHidden,
  });
  return { seen, now, next: () => due.shift()?.() };
}

/** Lets every promise settle. */
const settle = () => new Promise((done) => setImmediate(done));
const ok = (/** @type {any} */ body) => ({ ok: true, status: 200, redirected: false, json: async () => body });

test("each answer is handed on, and the next question waits its time", async () => {
  const { seen, next } = polled([ok({ n: 1 }), ok({ n: 2 })]);

  await settle();
  next();
  await settle();

  assert.deepEqual(seen.answers, [{ n: 1 }, { n: 2 }]);
  assert.deepEqual(seen.waits, [5_000, 5_000]);
});

test("a server that does not answer is asked ever more rarely", async () => {
  const { seen, next } = polled([new Error("gone"), { ok: false, status: 503 }, ok({})]);

  await settle();
  next();
  await settle();
  next();
  await settle();

  assert.deepEqual(seen.troubles, ["offline", "offline"]);
  assert.deepEqual(seen.waits, [10_000, 20_000, 5_000]);
});

test("waits end at two minutes", () => {
  assert.equal(pause(15, 0), 15);
  assert.equal(pause(15, 99), 120);
  assert.equal(pause(300, 3), 300);
});

test("who is signed out is told once and not asked again", async () => {
  const { seen } = polled([{ ok: true, status: 200, redirected: true }]);

  await settle();

  assert.deepEqual(seen.troubles, ["signedOut"]);
  assert.deepEqual(seen.waits, []);
});

test("a hidden page asks nothing", async () => {
  const { seen } = polled([ok({})], () => true);

  await settle();

  assert.equal(seen.asked, 0);
  assert.deepEqual(seen.waits, [5_000]);
});

test("two questions are never on their way at once", async () => {
  const { seen, now } = polled([ok({}), ok({})]);

  now();
  await settle();

  assert.equal(seen.asked, 1);
});
