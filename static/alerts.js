// What calls somebody beside showing itself: a sound, and a notification while no page of ours is in sight. What
// rings, how loud, and when nothing does is the user's choice and comes with the page; whether this very browser may
// sound is kept in it. Nobody is ever asked for permission uninvited.

import { at, by } from "./hand.js";
import { now } from "./now.js";

const SOUND = "angelia-sound"; // "off", or nothing
const RUNG = "angelia-rung"; // the last ones that were rung for, whichever tab did it
const KEPT = 40;
const SEEN = `angelia-seen${at("")}`; // a lock that every page in sight holds

/** What the user chose; without a signed-in user nothing rings. */
const chosen = JSON.parse(by("offers")?.dataset.alerts || "null");
const zone = by("offers")?.dataset.zone;

export const soundIsOn = () => localStorage.getItem(SOUND) !== "off";

export function setSound(on) {
  if (on) localStorage.removeItem(SOUND);
  else localStorage.setItem(SOUND, "off");
}

/** Two short notes, soft at both ends; `volume` from 0 to 100. */
export function play(volume = chosen?.volume ?? 0) {
  // Before the first press in a page browsers let nothing sound.
  if (!(volume > 0) || !navigator.userActivation?.hasBeenActive || !("AudioContext" in window)) return;
  const context = new AudioContext();
  const master = context.createGain();
  master.gain.value = Math.min(volume, 100) / 60; // 60 is as loud as it always was
  master.connect(context.destination);
  [659.3, 880].forEach((pitch, place) => {
    const start = context.currentTime + place * 0.16;
    const note = context.createOscillator();
    const shape = context.createGain();
    note.type = "sine";
    note.frequency.value = pitch;
    shape.gain.setValueAtTime(0, start);
    shape.gain.linearRampToValueAtTime(0.18, start + 0.02);
    shape.gain.exponentialRampToValueAtTime(0.001, start + 0.34);
    note.connect(shape).connect(master);
    note.start(start);
    note.stop(start + 0.36);
    if (place === 1) note.addEventListener("ended", () => context.close());
  });
  document.dispatchEvent(new CustomEvent("rung", { detail: volume }));
}

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Whether it is quiet for the user at this minute, by the clock on their own wall. */
export function isQuiet() {
  if (!chosen?.quiet) return false;
  const [from, to] = [minutes(chosen.quiet.from), minutes(chosen.quiet.to)];
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const here = minutes(clock.format(now()));
  return from < to ? here >= from && here < to : here >= from || here < to;
}

/** A page in sight holds a lock, so that those that are not know of it. */
let letGo = null;
function holdSight() {
  if (!navigator.locks) return;
  if (document.hidden) {
    letGo?.();
    letGo = null;
  } else if (!letGo) {
    const gone = new Promise((resolve) => (letGo = resolve));
    navigator.locks.request(SEEN, { mode: "shared" }, () => gone);
  }
}

async function isInSight() {
  if (!document.hidden) return true;
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.some((lock) => lock.name === SEEN);
}

const worker = async () => {
  const registration = await navigator.serviceWorker?.getRegistration(at("/"));
  return registration?.active ? registration : null;
};

/** Once a page is looked at, what called to it is done. */
async function clear() {
  for (const shown of (await (await worker())?.getNotifications()) ?? []) shown.close();
}

/** Where a notification leads when it is pressed, in this page. */
function follow(href) {
  window.focus();
  const event = new CustomEvent("open-thread", { detail: href, cancelable: true });
  if (document.dispatchEvent(event)) location.assign(href);
}

async function notify({ title, text, href, conversation }) {
  if (!("Notification" in window)) return;
  if (Notification.permission !== "granted") {
    document.dispatchEvent(new CustomEvent("may-ask"));
    return;
  }
  const words = by("offers").dataset;
  const [head, body] = chosen.discreet ? [words.discreet, ""] : [title, text];
  // One for each conversation: the newest takes the place of the one before. Our own sound is enough.
  const look = { body, tag: `angelia-${conversation}`, icon: at("/static/icon-192.png"), silent: true, data: { href } };
  const kept = await worker();
  // Through the worker it is answered even when this page is gone; phones know no other way.
  if (kept) return kept.showNotification(head, look);
  const shown = new Notification(head, look);
  shown.addEventListener("click", () => {
    shown.close();
    follow(href);
  });
}

/** Whether this is the first to be asked about `id`, of however many tabs. */
function isFirst(id) {
  const rung = JSON.parse(localStorage.getItem(RUNG) || "[]");
  if (rung.includes(id)) return false;
  localStorage.setItem(RUNG, JSON.stringify([...rung, id].slice(-KEPT)));
  return true;
}

const called = new Map(); // conversation: when it was called for otherwise, in this page
const JUST = 5_000;

/** Calls the user once for `id`, for something of a `kind` in a conversation, heard of then (by `performance.now()`). */
export async function alarm(kind, id, call, heard = performance.now()) {
  if (!chosen || (isQuiet() && !chosen.always.includes(kind))) return;
  // What was offered, or given, has words that came with it: they are no second call.
  const conversation = String(call.conversation);
  if (kind !== "message") called.set(conversation, performance.now());
  else if (Math.abs(heard - (called.get(conversation) ?? -JUST)) < JUST) return;
  const seen = await isInSight();
  // A page in sight does it, and knows what is looked at there.
  if (seen && document.hidden) return;
  const ring = async () => {
    if (!isFirst(id)) return;
    if (chosen.sound.includes(kind) && soundIsOn()) play();
    if (!seen && chosen.notify.includes(kind)) await notify(call);
  };
  await (navigator.locks ? navigator.locks.request("angelia-ring", ring) : ring());
}

if (chosen) {
  document.addEventListener("visibilitychange", () => {
    holdSight();
    if (!document.hidden) clear().catch(() => {});
  });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.open && follow(data.open));
  holdSight();
}
