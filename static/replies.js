// Quick replies: a "/" in the field opens the list above it, what follows searches, Enter puts the chosen one in
// its place. The focus never leaves the field.

import { by, fetchHtml, parse, say } from "./hand.js";
import { state } from "./composer.js";
import { put } from "./formatting.js";
import { part } from "./log.js";

const WAIT = 60;
const QUERY_MAX = 40;

let at = -1; // where the "/" stands in the field
let left = -1; // the one whose list was left with Escape
let turn = 0;
let asking = Promise.resolve();

const box = () => by("replies");
const isOpen = () => Boolean(box()) && !box().hidden;
const options = () => [...box().querySelectorAll("[role=option]")];
const chosen = () => box().querySelector("[aria-selected=true]");

/** Where the "/" before the caret is, if it begins a search. */
function slash(field) {
  if (field.selectionStart !== field.selectionEnd) return -1;
  const before = field.value.slice(0, field.selectionStart);
  const found = before.match(/(?:^|\s)\/((?!\s)[^\n/]*)$/);
  return found && found[1].length <= QUERY_MAX ? before.length - found[1].length - 1 : -1;
}

function close() {
  turn += 1;
  if (!box()) return;
  box().hidden = true;
  box().replaceChildren();
  for (const name of ["aria-controls", "aria-activedescendant", "aria-haspopup", "aria-autocomplete"]) by("text")?.removeAttribute(name);
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) return by("text").removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  by("text").setAttribute("aria-activedescendant", option.id);
}

function step(by_) {
  const all = options();
  if (all.length === 0) return;
  const here = all.indexOf(chosen());
  choose(all[(here + by_ + all.length) % all.length]);
}

function ask(field) {
  const query = field.value.slice(at + 1, field.selectionStart);
  const mine = (turn += 1);
  const wait = isOpen() ? WAIT : 0;
  asking = new Promise((done) => setTimeout(done, wait)).then(async () => {
    if (mine !== turn) return;
    try {
      const html = await fetchHtml(part("quick-replies", { q: query }));
      if (mine === turn && state() === "text") open(parse(html), query);
    } catch {
      if (mine === turn) close();
    }
  });
}

function open(fresh, query) {
  const found = Number(fresh.querySelector("#replies-list").dataset.count);
  // Words with blanks that fit nothing are no search any more, but a sentence with a "/" in it.
  if (found === 0 && query.includes(" ")) {
    left = at;
    return close();
  }
  const first = !isOpen();
  box().replaceChildren(...fresh.childNodes);
  box().hidden = false;
  const field = by("text");
  field.setAttribute("aria-controls", "replies-list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-autocomplete", "list");
  choose(options()[0]);
  if (first || found === 0) say(found === 0 ? by("replies-hint").firstChild.textContent : `${box().dataset.words} ${found}`);
}

function take(option) {
  const field = by("text");
  const [start, end, text] = [at, field.selectionStart, option.dataset.text];
  left = -1;
  close();
  put(field, start, end, text);
}

async function takeChosen() {
  await asking;
  if (!isOpen()) return;
  if (chosen()) return take(chosen());
  left = at;
  close();
}

function onInput(event) {
  if (event.target.id !== "text" || state() !== "text" || !box()) return;
  const place = slash(event.target);
  if (place < 0 || place === left) {
    if (place < 0) left = -1;
    if (isOpen()) close();
    else turn += 1;
    at = -1;
    return;
  }
  at = place;
  ask(event.target);
}

/** Before anybody else: while the list is open its keys do not send, and do not leave the field. */
function onKey(event) {
  if (event.target.id !== "text" || event.isComposing || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: takeChosen, Tab: takeChosen, Escape: leave };
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (!act || event.shiftKey || (event.key !== "Enter" && !isOpen())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}

function leave() {
  left = at;
  at = -1;
  close();
}

export function start() {
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("#replies [role=option], #to-replies")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest("#replies [role=option]");
    if (option) take(option);
    if (!event.target.closest("#to-replies")) return;
    event.preventDefault();
    const field = by("text");
    if (isOpen()) return leave();
    left = -1;
    const caret = field.selectionStart;
    put(field, caret, field.selectionEnd, caret > 0 && !/\s/.test(field.value[caret - 1]) ? " /" : "/");
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.id === "text" && isOpen() && !box().contains(event.relatedTarget)) leave();
  });
}
