// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { focusedIn, isElsewhere, keepLive } from "#pages/live.js";

const PART = { hasAttribute: (/** @type {string} */ name) => name === "data-live" };

/** A document that holds one note and one sentence, and tells what happened to them. */
function page() {
  const doc = /** @type {any} */ (new EventTarget());
  doc.hidden = false;
  doc.note = { hidden: true, toggleAttribute: (/** @type {string} */ _name, /** @type {boolean} */ on) => (doc.note.hidden = on) };
  doc.sentence = { textContent: "85 of 86" };
  doc.voice = { textContent: "" };
  doc.querySelectorAll = () => [doc.note];
  doc.querySelector = (/** @type {string} */ which) => (which.includes("says") ? doc.sentence : doc.voice);
  return doc;
}

/** @param {any} doc @param {string} type @param {object} detail */
function tell(doc, type, detail) {
  const event = new CustomEvent(type, { detail, cancelable: true });
  doc.dispatchEvent(event);
  return event;
}

/** @param {any} doc @param {string} text */
function answer(doc, text, url = "http://x/overview/live/", status = 200) {
  const part = doc.part ?? (doc.part = { ...PART, ownerDocument: doc, contains: () => false, querySelector: () => null });
  const detail = {
    target: part,
    shouldSwap: true,
    pathInfo: { requestPath: "/overview/live/" },
    xhr: { responseText: text, responseURL: url, status },
  };
  tell(doc, "htmx:beforeSwap", detail);
  return detail;
}

test("what has not changed is not put in again", () => {
  const doc = page();
  keepLive(doc, () => {});

  assert.equal(answer(doc, "a").shouldSwap, true);
  assert.equal(answer(doc, "a").shouldSwap, false);
  assert.equal(answer(doc, "b").shouldSwap, true);
});

test("a hidden page asks nothing, but its buttons still do", () => {
  const doc = page();
  keepLive(doc, () => {});
  doc.hidden = true;

  assert.equal(tell(doc, "htmx:beforeRequest", { target: PART }).defaultPrevented, true);
  assert.equal(tell(doc, "htmx:beforeRequest", { target: { hasAttribute: () => false } }).defaultPrevented, false);
});

test("an ended session loads the page anew instead of the log-in page into it", () => {
  const doc = page();
  let reloads = 0;
  keepLive(doc, () => (reloads += 1));

  assert.equal(answer(doc, "<html>", "http://x/login/?next=/").shouldSwap, false);
  assert.equal(reloads, 1);
});

test("what cannot be fetched is said until it can", () => {
  const doc = page();
  keepLive(doc, () => {});

  tell(doc, "htmx:sendError", { target: PART });
  assert.equal(doc.note.hidden, false);
  answer(doc, "a");
  assert.equal(doc.note.hidden, true);
});

test("the sentence is spoken when it has become another one", () => {
  const doc = page();
  keepLive(doc, () => {});
  answer(doc, "a");

  tell(doc, "htmx:afterSwap", { target: doc.part });
  assert.equal(doc.voice.textContent, "");
  doc.sentence.textContent = " 84 of 86 ";
  tell(doc, "htmx:afterSwap", { target: doc.part });
  assert.equal(doc.voice.textContent, "84 of 86");
});

test("the link that had the focus has it again", () => {
  const doc = page();
  let focused = 0;
  keepLive(doc, () => {});
  const link = { id: "", getAttribute: () => "/sites/a/", focus: () => (focused += 1) };
  doc.activeElement = link;
  doc.part = {
    ...PART,
    ownerDocument: doc,
    contains: () => true,
    querySelector: (/** @type {string} */ which) => (which === '[href="/sites/a/"]' ? link : null),
  };

  answer(doc, "a");
  tell(doc, "htmx:afterSwap", { target: doc.part });

  assert.equal(focused, 1);
  assert.equal(focusedIn(doc.part), '[href="/sites/a/"]');
});

test("another place is told by its path alone", () => {
  assert.equal(isElsewhere("http://x/a/?page=2", "/a/"), false);
  assert.equal(isElsewhere("http://x/login/", "/a/"), true);
  assert.equal(isElsewhere("", "/a/"), false);
});
