// What contacts write in one's own conversations calls, too; the one quiet question whether the browser may notify; and
// the number of those who wait, on the icon.

import { alarm } from "./alerts.js";
import { at, by, fetchHtml, parse } from "./hand.js";

const ASKED = "angelia-notify"; // "no": not now, and so not again; the profile has the button
const GATHERS = 700; // what comes within so many milliseconds is one question
const BADGE_MAX = 9;

// ---- messages

let from = 0; // the first message that was not asked about
let heard = 0; // and when it was told of; an answer may take its time
let waits = 0;

async function look() {
  waits = 0;
  const [first, told] = [from, heard];
  from = 0;
  const fresh = parse(await fetchHtml(at(`/inbox/fragments/news?from=${first}`))).querySelector("#news");
  // Where the list is, it counts itself.
  if (!by("list")) showCount(Number(fresh.dataset.waiting), fresh.dataset.words);
  if (!first) return;
  for (const link of fresh.querySelectorAll("a")) {
    const { conversation, message } = link.dataset;
    // It is being read.
    if (!document.hidden && by("thread")?.dataset.conversation === conversation) continue;
    const [title, text] = [link.querySelector("b").textContent, link.querySelector("span").textContent];
    alarm("message", `message-${message}`, { title, text, href: link.getAttribute("href"), conversation }, told);
  }
}

/** Asks soon, and once for whatever comes until then. */
function soon() {
  waits ||= setTimeout(() => look().catch(() => {}), GATHERS);
}

document.addEventListener("live", ({ detail }) => {
  if (detail.kind === "message_added" && detail.inbound) {
    if (!from) heard = performance.now();
    from = from ? Math.min(from, detail.message) : detail.message;
    soon();
  } else if (!by("list") && /^(message_added|conversation_)/.test(detail.kind)) {
    soon();
  }
});
document.addEventListener("live-reset", soon);

// ---- the number

function showCount(waiting, words) {
  const badge = by("rail-unread");
  if (!badge) return;
  badge.hidden = waiting === 0;
  badge.querySelector("[data-count]").textContent = waiting;
  badge.querySelector(".vh").textContent = words;
}

const icon = document.querySelector("link[rel=icon]");
const plain = icon?.href;
let drawn = 0;

/** The number on the tab's sign, in its title, and on the app's icon where it is installed. */
async function draw() {
  const badge = by("rail-unread");
  const waiting = badge && !badge.hidden ? Number(badge.querySelector("[data-count]").textContent) : 0;
  if (!by("list")) document.title = (waiting ? `(${waiting}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  if (waiting === drawn) return;
  drawn = waiting;
  if ("setAppBadge" in navigator) {
    (waiting ? navigator.setAppBadge(waiting) : navigator.clearAppBadge()).catch(() => {});
  }
  if (!waiting) {
    icon.href = plain;
    return;
  }
  const svg = new DOMParser().parseFromString(await (await fetch(plain)).text(), "image/svg+xml");
  const sign = svg.getElementById("badge");
  sign.removeAttribute("display");
  sign.querySelector("text").textContent = waiting > BADGE_MAX ? `${BADGE_MAX}+` : waiting;
  if (waiting === drawn) icon.href = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}

const badge = by("rail-unread");
if (badge && icon) {
  const redraw = () => draw().catch(() => {});
  new MutationObserver(redraw).observe(badge, { attributes: true, childList: true, characterData: true, subtree: true });
  redraw();
}

// ---- the question

function button(text, kind, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: `btn btn-small ${kind}` });
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

/** A quiet line, once, when it would have been of use; it takes no focus and waits for ever. */
function ask() {
  if (!("Notification" in window) || Notification.permission !== "default") return;
  if (localStorage.getItem(ASKED) || by("ask-notify") || !by("offers")) return;
  const { ask: text, askYes: yes, askNo: no } = by("offers").dataset;
  const line = document.createElement("p");
  Object.assign(line, { id: "ask-notify", className: "flash stays ask-notify" });
  const words = document.createElement("span");
  words.textContent = text;
  const gone = () => {
    const held = line.contains(document.activeElement);
    line.remove();
    if (held) (by("text") ?? by("main"))?.focus({ preventScroll: true });
  };
  const allow = () => Notification.requestPermission().finally(gone);
  const refuse = () => {
    localStorage.setItem(ASKED, "no");
    gone();
  };
  line.append(words, button(yes, "btn-primary", allow), button(no, "btn-quiet", refuse));
  by("offers").append(line);
}

// It came while nobody looked; or the first answer went out, and another will come.
document.addEventListener("may-ask", ask);
document.addEventListener("answered", ask);
