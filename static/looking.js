// Colleagues who have the same thread open. A page in sight says so every half minute and is told in the answer who else
// is there; what changes between is heard on the live stream. That somebody writes is told only while somebody is there
// to see it.

import { at, by, freshKey, later, parse, post, say } from "./hand.js";
import { words } from "./clock.js";

const STAYS = 4_000; // who paused for so long is not writing
const TELL_EVERY = 3_000;
const ROW_FOR = 45_000;
const name = freshKey(); // this page, among those of its user

const open = () => by("thread")?.dataset ?? {};
const people = () => [...(by("looking")?.querySelectorAll("[data-user]") ?? [])];
const wait = (what) => Number(by("looking")?.dataset[what] ?? 0);

let turn = 0; // what this page said so far: requests may overtake each other
let told = null; // where this page said that it is
let next = 0; // when it says so again
let typed = { what: "", at: -STAYS, told: -TELL_EVERY };
const ends = new Map(); // when a colleague counts as writing no more
const said = new Set(); // whose writing was read out
const heard = new Map(); // the last that was told of a colleague at a thread: answers and events may overtake each other

/** What this page does now. */
const doing = () => (performance.now() - typed.at < STAYS ? typed.what : "looks");

async function tell() {
  const { conversation, thread } = open();
  if (!conversation || document.hidden) return;
  if (told && told.thread !== thread) leave();
  told = { conversation, thread };
  clearTimeout(next);
  next = setTimeout(tell, wait("beat"));
  const what = doing();
  if (what !== "looks") typed.told = performance.now();
  try {
    const answer = await post(at(`/inbox/${conversation}/looking`), { page: name, doing: what, turn: (turn += 1) });
    if (answer.ok && open().conversation === conversation) take(parse(await answer.text()).getElementById("looking"));
  } catch {
    // Said again with the next beat.
  }
}

const tellSoon = later(tell, 150);

/** The page goes, or is out of sight: fetches are cut off, a beacon is not. */
function leave() {
  clearTimeout(next);
  if (!told) return;
  const body = new URLSearchParams({ csrf: by("inbox").dataset.csrf, page: name, doing: "left", turn: (turn += 1) });
  navigator.sendBeacon(at(`/inbox/${told.conversation}/looking`), body);
  told = null;
}

// ---- who is there

/** Whether a list from the server knows less than what was heard meanwhile. */
function isStale(fresh) {
  const here = [...heard].filter(([key]) => key.startsWith(`${open().thread} `)).map(([, last]) => last);
  return Number(fresh.dataset.told) < Math.max(0, ...here);
}

function take(fresh) {
  const here = by("looking");
  if (!fresh || !here || isStale(fresh)) return;
  if (here.innerHTML !== fresh.innerHTML) here.replaceWith(fresh);
  shown();
}

/** The head is about to be exchanged: what stands in it of colleagues is not older than what is there. */
export function keep(head) {
  const [here, fresh] = [by("looking"), head.querySelector("#looking")];
  if (here && fresh && isStale(fresh)) fresh.replaceWith(here.cloneNode(true));
}

/** A list was put on the page. */
export function shown() {
  for (const one of people()) watch(one);
  draw();
}

/** Nobody writes for longer than was said. */
function watch(one) {
  const user = one.dataset.user;
  clearTimeout(ends.get(user));
  if (one.dataset.doing !== "looks") ends.set(user, setTimeout(() => set(user, "looks"), wait("writesFor")));
}

function set(user, what) {
  const one = people().find((other) => other.dataset.user === user);
  if (!one) return;
  one.dataset.doing = what;
  one.querySelector(":scope > .vh").textContent = one.dataset[what];
  one.querySelector(".avatar").title = one.dataset[what];
  watch(one);
  draw();
}

/** One line above the composer says who writes; it is read out once for each. */
function draw() {
  const line = by("looking-says");
  if (!line) return;
  const busy = ["writes", "notes"].flatMap((what) => people().filter((one) => one.dataset.doing === what));
  line.textContent = busy.map((one) => one.dataset[one.dataset.doing]).join(" · ");
  line.hidden = busy.length === 0;
  for (const one of busy) {
    const key = `${open().conversation} ${one.dataset.user}`;
    if (one.dataset.doing !== "writes" || said.has(key)) continue;
    said.add(key);
    say(one.dataset.writes);
  }
}

/** What is asked before something is sent while a colleague writes to the same contact; empty if nobody does. */
export const question = () => people().find((one) => one.dataset.doing === "writes")?.dataset.ask ?? "";

// ---- the list

const rows = new Map(); // who looks at which conversation of the list

function mark({ conversation, user, doing: what }) {
  const there = rows.get(conversation) ?? new Map();
  rows.set(conversation, there);
  clearTimeout(there.get(user));
  there.delete(user);
  if (what) there.set(user, setTimeout(mark, ROW_FOR, { conversation, user, doing: null }));
  const row = by(`c-${conversation}`);
  const sign = row?.querySelector(":scope > .row-looked");
  if (there.size === 0) {
    rows.delete(conversation);
    sign?.remove();
  } else if (row && !sign) {
    row.insertAdjacentHTML(
      "beforeend",
      `<span class="row-looked"><svg class="i" aria-hidden="true" focusable="false"><use href="${at("/static/icons.svg#i-eye")}"/></svg><span class="vh"></span></span>`,
    );
    row.querySelector(".row-looked > .vh").textContent = words.looked;
  }
}

// ---- events

function onInput({ target }) {
  const what = { text: "writes", "note-text": "notes" }[target.id];
  if (!what || !target.value.trim()) return;
  const again = what !== typed.what || performance.now() - typed.told > TELL_EVERY;
  typed = { ...typed, what, at: performance.now() };
  if (again && people().length > 0) tell();
}

/** What was written is sent. */
function onAnswered() {
  const wrote = performance.now() - typed.told < wait("writesFor");
  typed.at = -STAYS;
  if (wrote) tell();
}

/** A thread was put on the page. */
export function opened() {
  typed.at = -STAYS;
  shown();
  if (open().conversation) tell();
  else leave();
}

export function start() {
  opened();
  document.addEventListener("input", onInput);
  document.addEventListener("answered", onAnswered);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : tell()));
  addEventListener("pagehide", leave);
  // Whoever counts may have begun anew.
  document.addEventListener("live-reset", () => {
    heard.clear();
    tellSoon();
  });
  document.addEventListener("live-state", ({ detail }) => detail && tellSoon());
  document.addEventListener("live-looking", ({ detail }) => {
    const key = `${detail.thread} ${detail.user}`;
    if (detail.told < (heard.get(key) ?? 0)) return;
    heard.set(key, detail.told);
    mark(detail);
    if (String(detail.thread) !== open().thread) return;
    const user = String(detail.user);
    const one = people().find((other) => other.dataset.user === user);
    if (!detail.doing) {
      one?.remove();
      draw();
    } else if (one) {
      set(user, detail.doing);
    } else {
      // Who it is stands in the answer.
      tellSoon();
    }
  });
}
