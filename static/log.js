// The log of the open thread: new lines at its end, changed ones in place, older ones above without a jump.
// It is a reversed column: at its end scrollTop is 0, further up it is negative.

import { at, by, fetchHtml, isHeld, later, parse, post, say } from "./hand.js";
import { count, words } from "./clock.js";

const NEAR = 80;

const thread = () => by("thread");
const isOpen = () => Boolean(thread()?.dataset.conversation);
const isHistory = () => "history" in thread().dataset;
const isAtEnd = () => by("log-scroll").scrollTop > -NEAR;

let below = 0; // new messages under the fold
let unsaid = 0; // new messages that were not said yet
let named = new Set(); // messages that changed
let sending = 0; // while one of ours is under way, its own answer brings it
let asking = false;

/** The address of a part of the open thread, with the list's query. */
export function part(name, extra = {}) {
  const query = new URLSearchParams(by("list").dataset.query);
  for (const [key, value] of Object.entries(extra)) query.set(key, value);
  return at(`/inbox/${thread().dataset.conversation}/fragments/${name}?${query}`);
}

/** The last message that is on the page. */
export const lastMessage = () => [...by("log").querySelectorAll("li[data-id]")].at(-1)?.dataset.id ?? "0";

/** Puts lines where they belong. Returns the new messages of the contact. */
export function merge(html) {
  const log = by("log");
  const scroll = by("log-scroll");
  const atEnd = isAtEnd();
  const height = scroll.scrollHeight;
  const inbound = [];
  let addedBelow = false;
  for (const line of [...parse(html).querySelectorAll("li[id]")]) {
    const here = by(line.id);
    if (here) {
      exchange(here, line);
      continue;
    }
    if (["older", "newer", "newest"].includes(line.id)) {
      if (line.id === "older") log.prepend(line);
      if (line.id === "newer") log.insertBefore(line, by("newest"));
      continue;
    }
    const at = Number(line.dataset.at);
    const next = placeFor(log, at);
    addedBelow ||= next === null;
    log.insertBefore(line, next);
    if (line.classList.contains("msg-in")) inbound.push(line);
  }
  // Where somebody reads further up, the text stays under their eyes.
  if (addedBelow && !atEnd) scroll.scrollTop -= scroll.scrollHeight - height;
  return inbound;
}

/** The line before which something of this time stands; null for the end. */
function placeFor(log, at) {
  let next = null;
  for (let line = log.lastElementChild; line; line = line.previousElementSibling) {
    if (line.classList.contains("is-waiting") || line.id === "newer" || line.id === "newest") {
      next = line;
      continue;
    }
    if (!line.dataset.at || Number(line.dataset.at) <= at) break;
    next = line;
  }
  return next;
}

/** A changed line; whether it begins a run of bubbles is known better by the page. */
function exchange(here, line) {
  if (!here.classList.contains("msg") || isHeld(here)) return;
  const first = here.classList.contains("msg-first");
  line.classList.toggle("msg-first", first);
  const who = here.querySelector(":scope > .msg-who");
  const newWho = line.querySelector(":scope > .msg-who");
  if (!first && !who) newWho?.remove();
  else if (who && !newWho) line.prepend(who.cloneNode(true));
  if (here.outerHTML !== line.outerHTML) here.replaceWith(line);
}

const fetchSoon = later(fetchNow, 60);

async function fetchNow() {
  if (!isOpen() || isHistory() || sending > 0) return;
  if (asking) {
    fetchSoon();
    return;
  }
  asking = true;
  const id = thread().dataset.conversation;
  const only = [...named].slice(0, 50);
  named = new Set();
  try {
    const html = await fetchHtml(part("log", { after: lastMessage(), only: only.join(",") }));
    if (thread().dataset.conversation === id) arrived(merge(html));
  } catch {
    only.forEach((message) => named.add(message));
  }
  asking = false;
}

function arrived(inbound) {
  if (inbound.length === 0) return;
  for (const line of inbound) line.querySelector(".bubble")?.classList.add("is-arrived");
  if (isAtEnd()) {
    markRead();
  } else {
    below += inbound.length;
    showBelow();
  }
  unsaid += inbound.length;
  speak();
}

/** At most one sentence in ten seconds. */
let quiet = 0;
function speak() {
  if (quiet || unsaid === 0) return;
  say(count(words.sayNew, unsaid));
  unsaid = 0;
  quiet = setTimeout(() => {
    quiet = 0;
    speak();
  }, 10_000);
}

function showBelow() {
  const button = by("below");
  if (!button) return;
  button.hidden = below === 0;
  if (below > 0) button.textContent = count(words.newBelow, below);
}

/** Says that everything shown was read, if this is its reader's and somebody looks at it. */
export async function markRead() {
  if (!isOpen() || isHistory() || !("reads" in thread().dataset) || document.visibilityState !== "visible") return;
  const last = lastMessage();
  if (last === "0" || thread().dataset.readTo === last) return;
  thread().dataset.readTo = last;
  try {
    await post(at(`/inbox/${thread().dataset.conversation}/read`), { up_to: last });
    showTyping();
  } catch {
    delete thread()?.dataset.readTo;
  }
}

let typed = 0; // when the contact was last told that somebody writes

/** The contact sees that somebody reads and writes, where the number does so. Twilio shows it for 25 seconds. */
export function showTyping() {
  const id = isOpen() && "typing" in thread().dataset && thread().dataset.conversation;
  if (!id || Date.now() - typed < 20_000) return;
  typed = Date.now();
  post(at(`/inbox/${id}/typing`), {}).catch(() => {});
}

/** While a message of ours is on its way to the server, its own answer brings the new line. */
export function hold(change) {
  sending += change;
  if (sending === 0) fetchSoon();
}

async function showOlder(line) {
  const link = line.querySelector("a");
  if (line.dataset.asked) return;
  line.dataset.asked = "1";
  try {
    const html = await fetchHtml(part("log", { before: new URL(link.href).searchParams.get("before") }));
    line.remove();
    merge(html);
    watchOlder();
  } catch {
    delete line.dataset.asked;
  }
}

/** The page after this one; behind the last of them the thread is live again. */
async function showNewer(line) {
  const link = line.querySelector("a");
  if (line.dataset.asked) return;
  line.dataset.asked = "1";
  try {
    const html = await fetchHtml(part("log", { newer: new URL(link.href).searchParams.get("newer") }));
    const scroll = by("log-scroll");
    // What is read stays where it is: a reversed column grows at its end otherwise.
    const [height, top] = [scroll.scrollHeight, scroll.scrollTop];
    line.remove();
    merge(html);
    scroll.scrollTop = top - (scroll.scrollHeight - height);
    if (!by("newer")) {
      by("newest")?.remove();
      delete thread().dataset.history;
      catchUp();
    }
    watchOlder();
  } catch {
    delete line.dataset.asked;
  }
}

/** The line that was asked for, or the first of the day, comes into view and can be read from. */
function showFound() {
  const found = by("log")?.dataset.found;
  if (!found) return false;
  const since = found.startsWith("since-") ? Number(found.slice(6)) : null;
  const lines = [...by("log").querySelectorAll("li[data-at]")];
  const line = since === null ? by(found) : lines.find((one) => Number(one.dataset.at) >= since);
  if (!line) return false;
  line.scrollIntoView({ block: since === null ? "center" : "start" });
  line.tabIndex = -1;
  return true;
}

/** The address of a message, for a colleague. */
async function copyLink(event) {
  const link = event.target.closest?.("[data-link]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    say(words.sayCopied, true);
    link.classList.add("is-done");
    setTimeout(() => link.classList.remove("is-done"), 1_500);
  } catch {
    location.assign(link.href);
  }
}

let observer = null;

function watchOlder() {
  observer?.disconnect();
  const ways = { older: showOlder, newer: showNewer };
  observer = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => ways[target.id]?.(target)),
    { root: by("log-scroll"), rootMargin: "600px 0px" },
  );
  for (const id of Object.keys(ways)) if (by(id)) observer.observe(by(id));
}

/** A thread was put on the page. */
export function opened() {
  below = 0;
  named = new Set();
  if (!isOpen()) return;
  showFound();
  watchOlder();
  markRead();
  by("log-scroll").addEventListener(
    "scroll",
    later(() => {
      if (!isOpen() || !isAtEnd()) return;
      below = 0;
      showBelow();
      markRead();
    }, 100),
    { passive: true },
  );
  by("below")?.addEventListener("click", () => {
    by("log-scroll").scrollTop = 0;
  });
}

/** Asks for everything that may have changed. */
export const catchUp = () => {
  if (!isOpen() || isHistory()) return;
  // Ticks may have moved while nobody told us.
  for (const line of by("log").querySelectorAll(".msg-out[data-id]")) {
    if (!line.querySelector(".ticks.is-read")) named.add(line.dataset.id);
  }
  named = new Set([...named].slice(-50));
  fetchSoon();
};

/** A quoted message that is on the page is shown there; else its link leads to its page of the log. */
function showQuoted(event) {
  const link = event.target.closest?.("a.quote");
  const line = link && by(link.hash.slice(1));
  if (!line || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  line.scrollIntoView({ block: "center" });
  for (const found of by("log").querySelectorAll(".is-found")) found.classList.remove("is-found");
  line.classList.add("is-found");
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
}

export function start() {
  opened();
  document.addEventListener("click", showQuoted);
  document.addEventListener("click", copyLink);
  document.addEventListener("visibilitychange", () => markRead());
  document.addEventListener("live", ({ detail }) => {
    if (!isOpen() || String(detail.thread) !== thread().dataset.thread) return;
    if (detail.message) named.add(String(detail.message));
    if (detail.note) named.add(`n${detail.note}`);
    fetchSoon();
  });
  document.addEventListener("live-reset", catchUp);
}
