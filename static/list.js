// The list: what a row says changes at once; which rows there are, and their order, waits while somebody
// points at them, and never moves the row that is open.

import { at, by, fetchHtml, later, parse } from "./hand.js";
import { count, draw, words } from "./clock.js";

const AGREED_FOR = 2_500;

let pending = null; // a list that waits for consent
let pointed = false; // a mouse is over the rows
let agreed = 0; // until when what comes was asked for, if only by ending a conversation
let running = false;
let wanted = false;

const chosen = () => by("thread")?.dataset.conversation ?? "";

/** The address of the list that is shown, with `extra`. */
function address(extra = "") {
  const query = new URLSearchParams(by("list").dataset.query);
  // What was found stays as it is; only the numbers move.
  if (isSearching()) query.delete("q");
  if (chosen()) query.set("chosen", chosen());
  return at(`/inbox/fragments/list?${query}${extra}`);
}

const isSearching = () => "searching" in by("list").dataset;

/** Whether rows must stay where they are. */
function isHeldStill() {
  const place = by("rows");
  return pointed || by("list").classList.contains("is-choosing") || place.scrollTop > 4 || (place.contains(document.activeElement) && document.activeElement !== place);
}

/** Asks for the list, at most once in a while however much happens. */
export const refresh = later(run, 250);

/** Asks for it and takes it as it comes. */
export function agree() {
  agreed = performance.now() + AGREED_FOR;
  refresh();
}

async function run() {
  if (running) {
    wanted = true;
    return;
  }
  running = true;
  try {
    take(parse(await fetchHtml(address())).querySelector("#list"));
  } catch {
    // The next event asks again; without a connection the banner says so.
  }
  setTimeout(() => {
    running = false;
    if (wanted) {
      wanted = false;
      refresh();
    }
  }, 900);
}

function take(fresh) {
  if (!fresh || (!isSearching() && fresh.dataset.query !== by("list").dataset.query)) return;
  for (const key of ["waiting", "waitingWords"]) by("list").dataset[key] = fresh.dataset[key];
  showCount();
  if (!by("tabs").contains(document.activeElement)) by("tabs").innerHTML = fresh.querySelector("#tabs").innerHTML;
  const title = [by("list-title"), fresh.querySelector("#list-title")];
  if (title[1].textContent !== title[0].textContent) title[0].textContent = title[1].textContent;
  const mentions = [by("mentions-tab"), fresh.querySelector("#mentions-tab")];
  if (mentions.every(Boolean)) mentions[0].innerHTML = mentions[1].innerHTML;
  if (isSearching()) return;
  for (const head of fresh.querySelectorAll(".rows-head")) {
    const title = by(head.id)?.querySelector("h2");
    if (title) title.innerHTML = head.querySelector("h2").innerHTML;
  }
  for (const row of fresh.querySelectorAll(".rows > li")) {
    const here = by(row.id);
    if (here) update(here.firstElementChild, row.firstElementChild);
  }
  if (chosen() && !fresh.querySelector(`#c-${chosen()}`)) refreshChosen(chosen());
  draw();
  if (sameOrder(fresh)) {
    setPending(null);
  } else if (isHeldStill() && performance.now() > agreed) {
    setPending(fresh);
  } else {
    arrange(fresh);
  }
}

/** The open row stays where it is when it leaves this list; what it says stays true. */
async function refreshChosen(id) {
  if (!by(`c-${id}`)) return;
  const query = new URLSearchParams(by("list").dataset.query);
  query.set("chosen", id);
  try {
    const row = parse(await fetchHtml(at(`/inbox/${id}/fragments/row?${query}`))).querySelector(`#c-${id}`);
    const here = by(`c-${id}`);
    if (row && here) update(here.firstElementChild, row.firstElementChild);
    draw();
  } catch {
    // The next event asks again.
  }
}

/** What a row says; the link itself stays, and with it focus and pointer. */
function update(here, fresh) {
  here.classList.toggle("is-unread", fresh.classList.contains("is-unread"));
  if (here.innerHTML !== fresh.innerHTML) here.replaceChildren(...[...fresh.childNodes].map((node) => node.cloneNode(true)));
}

/** Rows of a list by part, without one that is left out. */
function ids(list, without) {
  const parts = {};
  for (const rows of list.querySelectorAll(".rows")) {
    parts[rows.id] = [...rows.children].map((row) => row.id).filter((id) => id !== without);
  }
  return parts;
}

function sameOrder(fresh) {
  // The open one stays where it is, once it is here.
  const open = by(`c-${chosen()}`)?.id;
  const [here, there] = [ids(by("rows"), open), ids(fresh, open)];
  const names = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...names].every((name) => {
    const [one, two] = [here[name] ?? [], there[name] ?? []];
    // Further pages were added here; only the first is compared.
    const added = by(name)?.dataset.added === "1";
    return (added ? one.length >= two.length : one.length === two.length) && two.every((id, place) => one[place] === id);
  });
}

/** The new list takes its place; rows that were there keep their elements. */
function arrange(fresh) {
  setPending(null);
  keepChosen(fresh);
  const focused = by("rows").contains(document.activeElement) ? document.activeElement : null;
  keepAdded(fresh);
  const known = new Map([...by("rows").querySelectorAll(".rows > li")].map((row) => [row.id, row]));
  for (const row of fresh.querySelectorAll(".rows > li")) {
    const old = known.get(row.id);
    if (old) row.replaceWith(old);
    else row.firstElementChild.classList.add("is-arrived");
  }
  by("rows").replaceChildren(...fresh.querySelector("#rows").childNodes);
  focused?.focus({ preventScroll: true });
  draw();
}

/** Further pages that were added here stay below the first, which alone is new. */
function keepAdded(fresh) {
  for (const here of by("rows").querySelectorAll(".rows[data-added]")) {
    const there = fresh.querySelector(`#${here.id}`);
    const more = fresh.querySelector(`[data-more="${here.id}"]`);
    if (!there || !more) continue;
    const names = new Set([...there.children].map((row) => row.id));
    const rows = [...here.children];
    const end = rows.findLastIndex((row) => names.has(row.id));
    there.append(...rows.slice(end + 1).filter((row) => !names.has(row.id)));
    there.dataset.added = "1";
    const link = by("rows").querySelector(`[data-more="${here.id}"]`);
    if (link) more.setAttribute("href", link.getAttribute("href"));
    else more.closest(".more").remove();
  }
}

function keepChosen(fresh) {
  const row = chosen() && by("rows").querySelector(`#c-${chosen()}`);
  if (!row) return;
  const place = [...row.parentElement.children].indexOf(row);
  const part = fresh.querySelector(`#${row.parentElement.id}`);
  if (!part) return;
  const copy = fresh.querySelector(`#${row.id}`) ?? row.cloneNode(true);
  copy.remove();
  part.insertBefore(copy, part.children[place] ?? null);
}

function setPending(fresh) {
  pending = fresh;
  let button = by("new-rows");
  if (!fresh) {
    button?.remove();
    return;
  }
  const here = new Set([...by("rows").querySelectorAll(".rows > li")].map((row) => row.id));
  const added = [...fresh.querySelectorAll(".rows > li")].filter((row) => !here.has(row.id)).length;
  if (!button) {
    button = document.createElement("button");
    button.id = "new-rows";
    button.type = "button";
    button.className = "btn btn-primary";
    button.addEventListener("click", () => {
      if (pending) arrange(pending);
      by("rows").scrollTop = 0;
    });
  }
  button.textContent = added > 0 ? count(words.newRows, added) : words.listChanged;
  const head = by("rows").querySelector(".rows-head");
  if (head && !head.contains(button)) {
    head.querySelector("[aria-hidden]")?.remove();
    head.append(button);
  } else if (!head) {
    arrange(fresh);
  }
}

/** The number in the title and on the rail. */
export function showCount() {
  const waiting = Number(by("list").dataset.waiting);
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = waiting > 0 ? `(${waiting}) ${title}` : title;
  const badge = by("rail-unread");
  if (!badge) return;
  badge.hidden = waiting === 0;
  badge.querySelector("[data-count]").textContent = waiting;
  badge.querySelector(".vh").textContent = by("list").dataset.waitingWords;
}

/** Marks the row of the open thread. */
export function markChosen() {
  for (const row of by("rows").querySelectorAll(".row[aria-current]")) row.removeAttribute("aria-current");
  const found = by("log")?.dataset.found;
  if (found) by(`h-${found}`)?.firstElementChild.setAttribute("aria-current", "page");
  by("rows").querySelector(`#c-${chosen()} > .row`)?.setAttribute("aria-current", "page");
}

async function showMore(link) {
  const query = new URL(link.href).searchParams;
  if (chosen()) query.set("chosen", chosen());
  const part = parse(await fetchHtml(at(`/inbox/fragments/list?${query}`)));
  const rows = by(link.dataset.more);
  rows.dataset.added = "1";
  for (const row of part.querySelectorAll(".rows > li")) if (!by(row.id)) rows.append(row);
  const next = part.querySelector(`[data-more="${link.dataset.more}"]`);
  const [looked, further] = [by("looked"), part.querySelector("#looked")];
  if (looked && further) looked.textContent = further.textContent;
  else looked?.remove();
  if (next) {
    link.href = next.href;
    link.textContent = next.textContent;
  }
  if (!next) link.closest(".more").remove();
  draw();
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showMore(link).catch(() => location.assign(link.href));
  });
  // Views are counted when somebody wants to see the numbers.
  by("views").addEventListener("toggle", async () => {
    if (!by("views").open) return;
    const fresh = parse(await fetchHtml(at(`/inbox/fragments/views?${new URLSearchParams(by("list").dataset.query)}`)));
    const [old, now] = [by("views-list").querySelectorAll("a"), fresh.querySelectorAll("a")];
    // What is pointed at or has the focus stays the same element.
    if (old.length === now.length) now.forEach((link, place) => (old[place].innerHTML = link.innerHTML));
    else by("views-list").replaceWith(fresh.firstElementChild);
  });
  for (const menu of [by("views"), by("sort")]) {
    menu?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  // Once nobody points at the list any more, what waits may come.
  const settle = later(() => pending && !isHeldStill() && arrange(pending), 400);
  by("rows").addEventListener("pointermove", (event) => (pointed = event.pointerType === "mouse"), { passive: true });
  by("rows").addEventListener("pointerleave", () => {
    pointed = false;
    settle();
  });
  by("rows").addEventListener("focusout", settle);
  by("rows").addEventListener("scroll", settle, { passive: true });
  document.addEventListener("live", ({ detail }) => {
    if (/^(message|conversation|window|mention)/.test(detail.kind)) refresh();
  });
  document.addEventListener("live-reset", () => refresh());
}
