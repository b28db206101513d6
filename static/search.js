// The search: finds as one types, offers what narrows it down, and keeps out of the way of the list.

import { at, by, fetchHtml, later, parse, say } from "./hand.js";
import { draw } from "./clock.js";

const field = () => by("q");
let turn = 0; // answers to what was typed before are dropped
let offered = 0;
let chosen = -1;

const offers = () => [...(by("offers-list")?.querySelectorAll("[role=option]") ?? [])];

/** The list with what was found, or as it was once the field is empty. */
async function find() {
  const mine = ++turn;
  const query = new URLSearchParams(by("list").dataset.query);
  const typed = field().value.trim();
  if (typed) query.set("q", typed);
  else query.delete("q");
  const open = by("thread")?.dataset.conversation;
  const asked = new URLSearchParams(query);
  if (open) asked.set("chosen", open);
  try {
    const fresh = parse(await fetchHtml(at(`/inbox/fragments/list?${asked}`))).querySelector("#list");
    if (mine !== turn || !fresh) return;
    const list = by("list");
    list.dataset.query = fresh.dataset.query;
    list.toggleAttribute("data-searching", fresh.hasAttribute("data-searching"));
    by("tabs").replaceChildren(...fresh.querySelector("#tabs").childNodes);
    by("rows").replaceChildren(...fresh.querySelector("#rows").childNodes);
    by("rows").scrollTop = 0;
    const here = new URL(location.href);
    if (typed) here.searchParams.set("q", typed);
    else here.searchParams.delete("q");
    history.replaceState(history.state, "", here);
    draw();
    const count = by("found-count");
    if (count) say(by("nothing")?.querySelector("h2").textContent ?? count.textContent);
  } catch {
    // What was found before stays; the banner says where there is no connection.
  }
}

const findSoon = later(find, 180);

function hide() {
  offered += 1;
  chosen = -1;
  by("search-offers")?.remove();
  field().setAttribute("aria-expanded", "false");
  field().removeAttribute("aria-controls");
  field().removeAttribute("aria-activedescendant");
}

/** What may be put in place of what is being typed. */
async function offer() {
  const mine = ++offered;
  const typed = field().value.slice(0, field().selectionStart ?? undefined);
  const part = parse(await fetchHtml(at(`/inbox/fragments/search-offers?q=${encodeURIComponent(typed)}`)));
  if (mine !== offered || document.activeElement !== field()) return;
  const list = part.querySelector("#offers-list");
  if (!list || list.children.length === 0) return hide();
  let box = by("search-offers");
  if (!box) {
    box = document.createElement("div");
    box.id = "search-offers";
    box.className = "search-offers";
    field().closest("form").append(box);
  }
  box.replaceChildren(list);
  chosen = -1;
  field().setAttribute("aria-controls", list.id);
  field().setAttribute("aria-expanded", "true");
  field().removeAttribute("aria-activedescendant");
}

/** Whether the end of what is typed looks like an operator or its value. */
const isNarrowing = (text) => /(^|\s)[^\s:"]{2,}:("[^"]*|[^\s"]*)$/.test(text) || /(^|\s)\p{L}{2,12}$/u.test(text);

const offerSoon = later(() => {
  const text = field().value.slice(0, field().selectionStart ?? undefined);
  if (isNarrowing(text)) offer().catch(hide);
  else hide();
}, 140);

function mark(step) {
  const all = offers();
  if (all.length === 0) return;
  chosen = (chosen + step + all.length + (chosen < 0 && step < 0 ? 1 : 0)) % all.length;
  all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
  all[chosen].scrollIntoView({ block: "nearest" });
  field().setAttribute("aria-activedescendant", all[chosen].id);
}

function take(option) {
  const rest = field().value.slice(field().selectionStart ?? field().value.length);
  field().value = option.dataset.value + rest;
  const end = option.dataset.value.length;
  field().setSelectionRange(end, end);
  hide();
  findSoon();
  if (option.dataset.value.endsWith(":")) offer().catch(hide);
}

function onKey(event) {
  if (event.isComposing) return;
  const shown = offers().length > 0;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (shown) mark(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "ArrowDown" && event.altKey) offer().catch(hide);
    else if (event.key === "ArrowDown") by("rows").querySelector(".row")?.focus();
  } else if (shown && chosen >= 0 && (event.key === "Enter" || event.key === "Tab")) {
    event.preventDefault();
    take(offers()[chosen]);
  } else if (shown && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    hide();
  }
}

export function start() {
  const input = field();
  if (!input) return;
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
  ]) {
    input.setAttribute(name, value);
  }
  input.addEventListener("input", () => {
    findSoon();
    offerSoon();
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => setTimeout(hide, 120));
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    hide();
    findSoon.cancel();
    find().then(() => by("rows").querySelector(".row")?.focus());
  });
  input.form.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    take(option);
  });
}
