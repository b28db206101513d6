// The palette: everything that can be done or opened from here, found by typing. Actions come from the page's commands
// and from its buttons, places and conversations from the server. Closing it puts the focus back where it was.

import { add, isReachable, possible } from "./commands.js";
import { at, by, fetchHtml, folded, later, parse } from "./hand.js";

const RECENT = "angelia-recent"; // conversations opened in this tab, newest first: numbers alone
const RECENT_MAX = 8;
const SHOWN_MAX = 12; // of one part, once something is typed

/** Buttons and links of a page that are worth an entry of their own. */
const BUTTONS = [
  "#thread-head a.btn:not(.back)", "#thread-head button", "#thread-menu .menu-item", "#thread-foot form[data-verb] button",
  "#tabs a", ".list-head a.btn", "main .page-head a.btn", "main .page-head button",
  "#presence-form button", ".presence-menu form:not(#presence-form) button",
].join(", ");

const box = by("palette");
const field = by("palette-q");
const list = by("palette-list");
let places = null; // asked for once
const NOTHING = { q: null, items: [], contacts: [] };
let found = NOTHING; // conversations and contacts, and what they were asked for with
let shown = []; // as listed
let active = 0;

// ---- what there is

/** What a button or a link says, in one line. */
function words(element) {
  const copy = element.cloneNode(true);
  const small = copy.querySelector("small")?.textContent.trim() ?? "";
  for (const part of copy.querySelectorAll("svg, small, kbd, .num, .vh, .dot")) part.remove();
  const text = copy.textContent.replace(/\s+/g, " ").trim();
  const label = element.getAttribute("aria-label") || (/\p{L}/u.test(text) ? text : element.title);
  return { label: element.closest("#presence-form") ? `${box.dataset.presence}: ${text}` : label, detail: small };
}

function actions() {
  // Where one may go stands with the places.
  const listed = possible().filter((one) => !one.id.startsWith("go-"));
  const taken = new Set(listed.map((one) => one.element).filter(Boolean));
  const names = new Set(listed.map((one) => one.label));
  const items = listed.map(({ label, keys, run }) => ({ label, detail: "", keys, run }));
  for (const element of document.querySelectorAll(BUTTONS)) {
    if (taken.has(element) || !isReachable(element)) continue;
    const { label, detail } = words(element);
    if (!label || names.has(label)) continue;
    names.add(label);
    items.push({ label, detail, keys: [], run: () => element.click() });
  }
  return items;
}

/** In place where the inbox is open, else as an ordinary visit. */
function visit(href) {
  const event = new CustomEvent("open-thread", { detail: href, cancelable: true });
  if (document.dispatchEvent(event)) location.assign(href);
}

function links(part, go) {
  return [...(part?.querySelectorAll("li") ?? [])].map((line) => {
    const link = line.querySelector("a");
    const href = link.getAttribute("href");
    return { label: link.textContent, detail: line.querySelector("small")?.textContent ?? "", keys: [], run: () => go(href) };
  });
}

const recent = () => JSON.parse(sessionStorage.getItem(RECENT) || "[]");

/** The open conversation is the newest of those that were opened here. */
function remember() {
  const id = Number(by("thread")?.dataset.conversation);
  if (!id) return;
  sessionStorage.setItem(RECENT, JSON.stringify([id, ...recent().filter((one) => one !== id)].slice(0, RECENT_MAX)));
}

/** Asks the server for places, conversations and contacts: the one place that knows how. */
async function ask(q) {
  const query = new URLSearchParams(q ? { q } : { recent: recent().join(",") });
  const answer = parse(await fetchHtml(at(`/palette?${query}`)));
  const elsewhere = (href) => location.assign(href);
  places ??= links(answer.querySelector("[data-part=places]"), elsewhere);
  const contacts = links(answer.querySelector("[data-part=contacts]"), elsewhere);
  return { q, items: links(answer.querySelector("[data-part=conversations]"), visit), contacts };
}

async function look() {
  const q = field.value.trim();
  if (found.q === q || !box.open) return;
  try {
    const answer = await ask(q);
    if (field.value.trim() !== q || !box.open) return;
    found = answer;
    draw(true);
  } catch {
    // Without a connection there are still the actions of this page.
  }
}

const lookSoon = later(look, 150);

// ---- what fits

const GREEK = "ςερτυθιοπασδφγηξκλζχψωβνμ";
const LATIN = "wertyuiopasdfghjklzxcvbnm";

/** The same keys under the other layout: whoever types ινβοχ means inbox. */
function otherwise(text) {
  const swap = (from, to) => [...text].map((sign) => to[from.indexOf(sign)] ?? sign).join("");
  return [swap(GREEK, LATIN), swap(LATIN, GREEK)];
}

/** How well an entry fits: the lower the better, `null` if it does not. */
function fit(item, q) {
  if (!q) return 0;
  const typed = q.toLowerCase();
  let best = null;
  for (const variant of [typed, ...otherwise(typed)]) {
    const wanted = folded(variant).split(/\s+/);
    const text = folded(`${item.label} ${item.detail}`);
    if (!wanted.every((word) => text.includes(word))) continue;
    const begins = folded(item.label).split(/[\s:]+/).some((word) => word.startsWith(wanted[0]));
    best = Math.min(best ?? 9, begins ? 0 : 1);
  }
  return best;
}

function fitting(items, q) {
  const scored = items.map((item) => [fit(item, q), item]).filter(([score]) => score !== null);
  scored.sort(([one], [two]) => one - two);
  return scored.map(([, item]) => item).slice(0, q ? SHOWN_MAX : items.length);
}

// ---- what is shown

function parts() {
  const q = field.value.trim();
  const titles = box.dataset;
  const conversations = { title: titles.conversations, items: found.q === null ? [] : found.items };
  const contacts = { title: titles.contacts, items: found.contacts };
  const own = { title: titles.actions, items: fitting(actions(), q) };
  const names = new Set(own.items.map((item) => item.label));
  const around = { title: titles.places, items: fitting(places ?? [], q).filter((item) => !names.has(item.label)) };
  // What was opened last is on top; what comes from the server while one types comes below what is there already.
  return (q ? [own, around, conversations, contacts] : [conversations, own, around]).filter((part) => part.items.length);
}

function option(item, place) {
  const node = document.createElement("div");
  node.id = `palette-${place}`;
  node.setAttribute("role", "option");
  const label = document.createElement("span");
  label.dir = "auto";
  label.textContent = item.label;
  node.append(label);
  if (item.detail) {
    const detail = document.createElement("small");
    detail.textContent = item.detail;
    node.append(detail);
  }
  if (item.keys.length) {
    const keys = document.createElement("span");
    keys.className = "palette-keys";
    keys.setAttribute("aria-hidden", "true");
    keys.append(...item.keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
    node.append(keys);
  }
  return node;
}

/** Lists what fits. `keeps`: the chosen entry stays chosen, wherever it is now. */
function draw(keeps = false) {
  const was = keeps ? shown[active]?.label : null;
  shown = [];
  list.replaceChildren(
    ...parts().map(({ title, items }, number) => {
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", `palette-part-${number}`);
      const head = document.createElement("div");
      Object.assign(head, { id: `palette-part-${number}`, className: "palette-head", textContent: title });
      head.setAttribute("role", "presentation");
      group.append(head, ...items.map((item) => option(item, shown.push(item) - 1)));
      return group;
    }),
  );
  by("palette-none").hidden = shown.length > 0;
  by("palette-count").textContent = field.value ? box.dataset.found.replace("#", shown.length) : "";
  // What was on top before somebody typed or moved is not what they chose.
  choose(was && moved ? Math.max(0, shown.findIndex((item) => item.label === was)) : 0);
}

let moved = false; // the arrows were used

function choose(place) {
  active = Math.max(0, Math.min(place, shown.length - 1));
  for (const node of list.querySelectorAll("[aria-selected=true]")) node.removeAttribute("aria-selected");
  const node = by(`palette-${active}`);
  if (!node) return field.removeAttribute("aria-activedescendant");
  node.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", node.id);
  node.scrollIntoView({ block: "nearest" });
  if (active === 0) list.scrollTop = 0;
}

function run(place) {
  const item = shown[place];
  if (!item) return;
  box.close();
  item.run();
}

function show() {
  if (box.open) return box.close();
  if (by("keys")?.matches(":popover-open")) by("keys").hidePopover();
  remember();
  field.value = "";
  found = NOTHING;
  moved = false;
  // What may be done is decided by where the focus is: asked for before it goes.
  draw();
  box.showModal();
  field.focus();
  look();
}

const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

function onKey(event) {
  if (event.isComposing) return;
  if (event.key in steps) {
    moved = true;
    const [step, last] = [steps[event.key], shown.length - 1];
    const next = active + step;
    choose(Math.abs(step) === 1 ? (next < 0 ? last : next > last ? 0 : next) : next);
  } else if (event.key === "Home" || event.key === "End") {
    // Within what is typed they move the caret; in an empty field, or with Control, through the list.
    if (field.value && !event.ctrlKey) return;
    moved = true;
    choose(event.key === "Home" ? 0 : shown.length - 1);
  } else if (event.key === "Enter") {
    run(active);
  } else {
    return;
  }
  event.preventDefault();
}

if (box) {
  add("palette", show);
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", () => {
    moved = false;
    if (!field.value.trim()) found = NOTHING;
    draw();
    lookSoon();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const node = event.target.closest("[role=option]");
    if (node) run(Number(node.id.slice("palette-".length)));
  });
  // A press beside it closes it.
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  remember();
}
