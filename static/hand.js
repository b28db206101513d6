// What the scripts of the pages share. It only offers: importing it changes nothing.

// Where the program stands on this host: this file is in its folder static/.
const root = new URL("..", import.meta.url).pathname.slice(0, -1);

/** An address of ours, as the browser has to call it: behind a proxy it may stand under a path. */
export const at = (path) => `${root}${path}`;

/** Says one sentence to readers of the screen. */
export function say(text, now = false) {
  const place = document.getElementById(now ? "say-now" : "say");
  if (place) place.textContent = text;
}

/** The Latin letter of a key, whatever layout is on: Greek layouts give ξ for j. */
export function letter(event) {
  if (event.key.length !== 1 || /[\x21-\x7e]/.test(event.key)) return event.key;
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
}

/** Whether a key goes into a field and is no command. */
export function isTyping(target) {
  return Boolean(target.closest?.("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]"));
}

/** Whether a single key is meant as a command: not while typing, not if the user switched them off. */
export function isCommand(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.documentElement.dataset.singleKeys === "off") return false;
  return !isTyping(event.target);
}

/** An element by its id. */
export const by = (id) => document.getElementById(id);

/** HTML of a fragment as its elements. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Why a request came to nothing: no connection, or an answer that is not what was asked for. */
export class NotNow extends Error {}

/** A fragment of a page of ours. Whoever is not signed in any more is sent to sign in. */
export async function fetchHtml(url) {
  const answer = await fetch(url, { headers: { "X-Live": "1" }, credentials: "same-origin" });
  if (answer.status === 401) {
    // The sign-in ended: an ordinary visit leads to the page where one begins.
    location.reload();
    throw new NotNow("not signed in");
  }
  if (!answer.ok) throw new NotNow(String(answer.status));
  return answer.text();
}

/** Posts a form as a script does; `fields` are pairs. */
export function post(url, fields, options = {}) {
  return fetch(url, {
    method: "POST",
    headers: { "X-Live": "1", "X-Csrf": by("inbox").dataset.csrf },
    body: new URLSearchParams(fields),
    credentials: "same-origin",
    ...options,
  });
}

/** Whether an element has the focus or a part of the selection, and so must not be exchanged. */
export function isHeld(element) {
  if (element.contains(document.activeElement)) return true;
  const chosen = getSelection();
  return Boolean(chosen && !chosen.isCollapsed && chosen.rangeCount && chosen.getRangeAt(0).intersectsNode(element));
}

/** A key that makes a form count once. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/** Calls `work` once, `wait` after the last call. */
export function later(work, wait) {
  let timer = 0;
  const call = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), wait);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

/** For comparing: lower case, without accents, one kind of sigma. */
export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ");
