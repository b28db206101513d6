// Everything in the inbox that counts with the server's time: rings, words, waiting times.

import { by, say } from "./hand.js";
import { now } from "./now.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Texts with # for the number, singular and plural apart. */
export const words = JSON.parse(by("inbox").dataset.words);
const plural = new Intl.PluralRules(words.lang);

document.addEventListener("live-time", () => draw());

/** A text of a pair, with its number. */
export const count = (pair, n) => pair[plural.select(n) === "one" ? 0 : 1].replace("#", n.toLocaleString(words.lang));

/** What is left, in full. */
function left(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (ms < 15 * MINUTE) {
    return words.clock.replace("#", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours === 0) return count(words.minutes, minutes);
  if (minutes === 0) return count(words.hours, hours);
  const one = (n) => plural.select(n) === "one";
  const text = words.hoursMinutes[(one(hours) ? 0 : 2) + (one(minutes) ? 0 : 1)];
  return text.replace("##", minutes).replace("#", hours);
}

function leftShort(ms) {
  return ms < HOUR ? count(words.shortMinutes, Math.floor(ms / MINUTE)) : count(words.shortHours, Math.floor(ms / HOUR));
}

function waited(ms) {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  if (minutes === 0) return words.now;
  if (minutes < 60) return count(words.waitMinutes, minutes);
  if (minutes < 2880) return count(words.waitHours, Math.floor(minutes / 60));
  return count(words.waitDays, Math.floor(minutes / 1440));
}

function set(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** The server's stages: a day, four hours, one hour, a quarter, over. */
function stage(ms) {
  if (ms <= 0) return { ring: "ring-shut", left: "", bar: "is-shut" };
  if (ms < 15 * MINUTE) return { ring: "ring-last", left: "is-bad", bar: "is-bad" };
  if (ms <= HOUR) return { ring: "ring-soon", left: "is-soon", bar: "is-soon" };
  return { ring: "", left: ms < 4 * HOUR ? "is-near" : "is-far", bar: "" };
}

function drawRing(ring, ms, at) {
  const extra = ring.classList.contains("ring-inline") ? "ring ring-inline" : "ring";
  setAttribute(ring, "class", at.ring ? `${extra} ${at.ring}` : extra);
  const arc = ring.querySelector(".ring-arc");
  if (!arc) return;
  if (ms <= 0) {
    arc.remove();
    return;
  }
  const hour = ms <= HOUR;
  const units = Math.floor((ms * 10) / (hour ? MINUTE : HOUR)) / 10;
  setAttribute(arc, "pathLength", hour ? "60" : "24");
  setAttribute(arc, "stroke-dasharray", `${units.toFixed(1)} ${hour ? 60 : 24}`);
}

function drawRow(row, ms, at) {
  const element = row.querySelector("[data-left]");
  if (!element) return;
  setAttribute(element, "class", `left ${at.left}`);
  if (ms > 0) {
    set(element.firstElementChild, leftShort(ms));
  } else {
    element.removeAttribute("data-left");
    element.textContent = words.templateOnly;
  }
}

const spoken = new Set();

/** The time that is left is said at 60, 15 and 1 minutes. */
function speak(until, ms) {
  for (const minutes of [60, 15, 1]) {
    const mark = `${until} ${minutes}`;
    if (ms <= minutes * MINUTE && ms > (minutes - 1) * MINUTE && !spoken.has(mark)) {
      spoken.add(mark);
      say(count(words.sayLeft, minutes));
    }
  }
}

function drawComposer(composer, time) {
  const until = Number(composer.dataset.until);
  const bar = by("composer-bar");
  if (!until || !bar) return;
  const ms = until - time;
  if (ms <= 0) {
    if (!composer.dataset.asked) {
      composer.dataset.asked = "1";
      document.dispatchEvent(new CustomEvent("window-ended"));
    }
    return;
  }
  speak(until, ms);
  setAttribute(bar, "class", `composer-bar ${stage(ms).bar}`);
  set(bar.querySelector("[data-countdown]"), left(ms));
  const line = bar.querySelector("time[data-soon]");
  if (line && ms <= HOUR) set(line, line.dataset.soon);
}

/** The rows of the list that are in sight; a list of thousands costs no more than what is seen of it. */
function rowsInSight() {
  const place = by("rows");
  const [top, bottom] = [place.scrollTop, place.scrollTop + place.clientHeight];
  const found = [];
  for (const { children } of place.querySelectorAll(".rows")) {
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (children[middle].offsetTop + children[middle].offsetHeight <= top) low = middle + 1;
      else high = middle;
    }
    for (; low < children.length && children[low].offsetTop < bottom; low += 1) found.push(children[low]);
  }
  return found;
}

function drawIn(part, time) {
  for (const ring of part.querySelectorAll("svg.ring[data-until]")) {
    const until = Number(ring.dataset.until);
    if (!until) continue;
    const ms = until - time;
    const at = stage(ms);
    drawRing(ring, ms, at);
    const row = ring.closest(".row");
    if (row) drawRow(row, ms, at);
  }
  for (const element of part.querySelectorAll("[data-since]")) {
    const start = Number(element.dataset.since);
    if (start) set(element, waited(time - start));
  }
}

/** Brings everything that is in sight to the present time. */
export function draw() {
  const time = now();
  for (const part of [by("thread"), by("side"), ...rowsInSight()]) if (part) drawIn(part, time);
  const composer = by("composer");
  if (composer) drawComposer(composer, time);
}

setInterval(draw, 1000);
let asked = 0;
by("rows").addEventListener("scroll", () => (asked ||= requestAnimationFrame(() => ((asked = 0), draw()))), { passive: true });
document.addEventListener("visibilitychange", draw);
