// The commands of the page. Which there are, what they are called and which keys call them is the page's own list of
// keys (`?`, src/web/commands.rs); scripts add here what they do and whether they can just now. So a key, the list and
// the palette never disagree.

import { at, by, isCommand, letter } from "./hand.js";

const AGAIN = 1_500; // so long the first key of two waits for the second

const rows = new Map(); // as listed: id to label, keys and how they are pressed
for (const [group, part] of document.querySelectorAll("#keys section").entries()) {
  for (const place of part.querySelectorAll("[data-command]")) {
    const keys = [...place.querySelectorAll("kbd")].map((key) => key.textContent);
    const label = place.previousElementSibling.textContent;
    rows.set(place.dataset.command, { group, label, keys, how: place.dataset.how });
  }
}
const known = new Map(); // what was added: id to what it does

/** Says what a command does, and whether it can just now. */
export function add(id, run, can = () => true) {
  if (!rows.has(id)) return; // not on this page, or not for this user
  known.set(id, { run, can });
}

/** Whether somebody could press an element: it is there, and neither it nor what it stands in is hidden. */
export function isReachable(element) {
  for (let node = element; node; node = node.parentElement) {
    if (node.hidden || node.inert || getComputedStyle(node).display === "none") return false;
  }
  return Boolean(element) && !element.disabled;
}

/** A command that is a button, or a link, of the page. */
export function press(id, find) {
  add(id, () => find()?.click(), () => isReachable(find()));
  const command = known.get(id);
  if (command) command.find = find;
}

/** What can be done now: label, keys, what to call; and the element, if it is one. */
export function possible() {
  const can = [...known].filter(([id, command]) => rows.get(id).how !== "any" && id !== "palette" && command.can());
  const found = can.map(([id, { run, find }]) => ({ id, ...rows.get(id), run, element: find?.() ?? null }));
  // What is about the open conversation comes before what is everywhere.
  found.sort((one, two) => two.group - one.group);
  // Two keys for one thing are one thing.
  return found.filter((one) => !one.id.endsWith("-typing"));
}

/** Does it, if it can. */
export function call(id, key) {
  const command = known.get(id);
  if (!command?.can()) return false;
  command.run(key);
  return true;
}

// ---- keys

const single = new Map(); // "j", "g i": what it calls
const chords = []; // held together, also while typing
for (const [id, { keys, how }] of rows) {
  if (how === "each") single.set(keys.join(" "), id);
  else if (how === "any") for (const key of keys) single.set(key, id);
  else chords.push({ id, modifier: keys[0], code: `Key${keys[1]}` });
}
const begins = new Set([...single.keys()].filter((keys) => keys.includes(" ")).map((keys) => keys.split(" ")[0]));

const holds = {
  // Command on a Mac, Control elsewhere; either is taken, for keyboards are carried around.
  Ctrl: (event) => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey,
  Alt: (event) => event.altKey && !event.ctrlKey && !event.metaKey,
};

let begun = "";

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const chord = chords.find(({ modifier, code }) => event.code === code && holds[modifier](event));
  if (chord) {
    if (call(chord.id)) event.preventDefault();
    return;
  }
  if (!isCommand(event)) return;
  const key = letter(event);
  const typed = begun ? `${begun} ${key}` : key;
  begun = "";
  const id = single.get(typed);
  if (by("keys")?.matches(":popover-open") && id !== "keys") return;
  if (id) {
    if (known.has(id)) event.preventDefault();
    call(id, key);
  } else if (begins.has(key)) {
    begun = key;
    setTimeout(() => (begun = ""), AGAIN);
  }
}

document.addEventListener("keydown", onKey);

/** A place that the rail leads to, whatever stands after its address. */
function goes(id, place) {
  const find = () => document.querySelector(`.rail a[href="${place}"], .rail a[href^="${place}?"]`);
  add(id, () => find().click(), () => Boolean(find()));
}

add("keys", () => by("keys").togglePopover());
goes("go-inbox", at("/inbox"));
goes("go-board", at("/board"));
goes("go-settings", at("/admin"));
goes("go-profile", at("/profile"));
