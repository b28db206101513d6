// Where one writes. The field is the same element whatever the composer around it becomes, so that caret,
// text and undo survive the end of the window; drafts are kept on the server while one types.

import { by, fetchHtml, later, parse, post, say } from "./hand.js";
import { count, draw, words } from "./clock.js";
import { preview } from "./formatting.js";
import { fields, isFilled } from "./beside-fields.js";
import { lastMessage, part, showTyping } from "./log.js";

const form = () => by("composer-form");
const field = () => by("text");
export const state = () => by("composer")?.dataset.state ?? "";

let composing = false; // an input method is at work
let waiting = null; // what to do when it is done
let saved = ""; // the draft as the server has it, with what stands beside it
let saving = Promise.resolve();

// ---- drafts

/** Everything that is typed and not sent, to be compared; empty if there is nothing. */
function all() {
  const pairs = fields();
  const text = field()?.value ?? "";
  return text || isFilled(pairs) ? JSON.stringify([text, pairs]) : "";
}

async function saveNow() {
  if (!field() || !form()) return;
  const [typed, action, pairs] = [all(), form().dataset.draft, [["text", field().value], ...fields()]];
  if (typed === saved) return;
  saving = saving.then(async () => {
    try {
      const answer = await post(action, pairs);
      if (answer.ok) saved = typed;
    } catch {
      // Kept in the field; the next change, or leaving, tries again.
    }
  });
  await saving;
}

export const saveSoon = later(saveNow, 900);

/** Everything typed is on the server, or at least on its way. */
export async function settled() {
  saveSoon.cancel();
  await saveNow();
  await saving;
}

/** The server removes a draft when its text is sent. */
export function forgotten() {
  saveSoon.cancel();
  saved = "";
  return saving;
}

// The page goes: fetches are cut off, a beacon is not.
addEventListener("pagehide", () => {
  if (!field() || !form() || all() === saved) return;
  const body = new URLSearchParams([["csrf", by("inbox").dataset.csrf], ["text", field().value], ...fields()]);
  navigator.sendBeacon(form().dataset.draft, body);
});

// ---- what is typed

/** Shows, or hides, what is wrong. */
export function showError(text) {
  const error = by("composer-error");
  if (!error) return;
  error.hidden = !text;
  error.querySelector("span").textContent = text ?? "";
  field()?.toggleAttribute("aria-invalid", Boolean(text) && state() === "text");
  if (text && state() === "text") field()?.setAttribute("aria-invalid", "true");
}

let empty = true; // nothing stood in the field

/** Whoever begins a text has seen what stands in the log then. */
export function begin() {
  const isEmpty = !field()?.value.trim();
  if (empty && !isEmpty) look();
  empty = isEmpty;
}

/** What stands in the log was seen; with "": what comes now was asked about. */
export function look(last = lastMessage()) {
  if (form()) form().elements.seen.value = last;
}

/** How much of it fits. Returns whether it can be sent. */
export function measure() {
  preview();
  begin();
  if (state() !== "text" || !by("count")) return true;
  const limit = Number(field().dataset.limit);
  const units = field().value.trim().length; // in UTF-16 units, as Twilio counts
  const say = (n) => n.toLocaleString(words.lang);
  by("count").textContent = words.count.replace("##", say(limit)).replace("#", say(units));
  const over = units - limit;
  showError(over > 0 ? count(words.over, over) : "");
  return over <= 0;
}

/** Puts a text into the field, without losing one that stands there. */
export function fill(text) {
  if (!field()) return;
  field().value = field().value.trim() ? `${field().value}\n${text}` : text;
  measure();
  saveSoon();
  field().focus();
}

// ---- the composer as a whole

/** Which composer it should be now, according to the server. */
export async function refresh(extra = {}) {
  if (composing) {
    waiting = extra;
    return;
  }
  const id = by("thread").dataset.conversation;
  // First what was typed: a composer without a field says that it is kept.
  saveSoon.cancel();
  await saveNow();
  const fresh = parse(await fetchHtml(part("composer", extra))).querySelector("#composer");
  if (by("thread").dataset.conversation !== id) return;
  take(fresh);
}

function take(fresh) {
  const here = by("composer");
  const [was, is] = [state(), fresh.dataset.state];
  // The picker that somebody opened stays open while free text is allowed.
  if (was === "template" && is === "text" && !fresh.dataset.wanted) return takeBar(here, fresh);
  if (was === is && is !== "template" && (form() || here.innerHTML === fresh.innerHTML)) return takeBar(here, fresh);
  exchange(here, fresh);
  if (was !== is) tellChange(was, is);
}

/** Only the bar changes while somebody may be writing. */
function takeBar(here, fresh) {
  here.dataset.until = fresh.dataset.until;
  delete here.dataset.asked;
  const [bar, freshBar] = [here.querySelector("#composer-bar"), fresh.querySelector("#composer-bar")];
  if (bar && freshBar) {
    const [line, freshLine] = [bar.querySelector(".window-line"), freshBar.querySelector(".window-line")];
    bar.className = freshBar.className;
    line.replaceWith(freshLine);
  }
  draw();
}

function tellChange(was, is) {
  if (is === "template_only" && was === "text") say(words.sayEnded, true);
  if (is === "text" && was === "template_only") say(words.sayBack);
  if (is === "number_off") say(words.sayNumberOff, true);
}

/** The new composer around the old field. */
function exchange(here, fresh) {
  const old = field();
  const active = document.activeElement;
  const focused = here.contains(active) ? active.id : "";
  const range = old && [old.selectionStart, old.selectionEnd, old.scrollTop];
  const replacement = fresh.querySelector("#text");
  const seen = old?.value.trim() && form()?.elements.seen.value;
  here.before(fresh);
  if (old && replacement) {
    const kept = old.value;
    for (const name of replacement.getAttributeNames()) old.setAttribute(name, replacement.getAttribute(name));
    for (const name of old.getAttributeNames()) if (!replacement.hasAttribute(name)) old.removeAttribute(name);
    if (!kept.trim()) old.value = replacement.value;
    move(old, replacement);
    const box = by("kept");
    if (box && old.value) box.hidden = false;
  }
  here.remove();
  if (typeof seen === "string") look(seen);
  const again = focused && by(focused);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  if (again === old && range) {
    old.setSelectionRange(range[0], range[1]);
    old.scrollTop = range[2];
  }
  if (!old && field()) saved = all();
  measure();
  draw();
}

/** In place of another, keeping focus where the browser can. */
function move(node, place) {
  if ("moveBefore" in Element.prototype) place.parentElement.moveBefore(node, place);
  else place.before(node);
  place.remove();
}

/** The picker, or the field again. */
export async function compose(what) {
  const fresh = parse(await fetchHtml(part("composer", what === "template" ? { compose: "template" } : {}))).querySelector("#composer");
  fresh.dataset.wanted = "1";
  const old = state();
  if (fresh.dataset.state !== old) exchange(by("composer"), fresh);
  (what === "template" ? by("template-search") : field())?.focus();
}

// ---- events

function listen() {
  document.addEventListener("compositionstart", (event) => (composing = event.target.id === "text"));
  document.addEventListener("compositionend", () => {
    composing = false;
    if (waiting) {
      const extra = waiting;
      waiting = null;
      setTimeout(() => refresh(extra).catch(() => {}));
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "text") {
      measure();
      saveSoon();
      if (field().value.trim()) showTyping();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-compose]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    compose(link.dataset.compose).catch(() => location.assign(link.href));
  });
}

const refreshSoon = later(() => refresh().catch(() => {}), 120);

/** A thread was put on the page. */
export function opened() {
  saved = all();
  empty = !field()?.value.trim();
  measure();
}

export function start() {
  listen();
  opened();
  // At zero the countdown asks the server; its clock may be a moment behind ours.
  document.addEventListener("window-ended", () => {
    refresh().then(
      () => state() === "text" && setTimeout(() => delete by("composer")?.dataset.asked, 700),
      () => setTimeout(() => delete by("composer")?.dataset.asked, 2000),
    );
  });
  document.addEventListener("live", ({ detail }) => {
    const here = by("thread")?.dataset;
    if (detail.kind === "number_changed" && String(detail.number) === here?.number) return refreshSoon();
    if (String(detail.thread) !== here?.thread) return;
    if (detail.kind !== "message_changed" && (detail.kind !== "message_added" || detail.inbound)) refreshSoon();
  });
  document.addEventListener("live-reset", () => by("composer") && refreshSoon());
}
