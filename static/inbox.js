// The inbox in the browser: wires its parts together and opens threads without losing the list.

import { at, by, fetchHtml, later, NotNow, parse, post, say } from "./hand.js";
import { draw, words } from "./clock.js";
import * as live from "./live.js";
import * as list from "./list.js";
import * as search from "./search.js";
import * as bulk from "./bulk.js";
import * as log from "./log.js";
import * as composer from "./composer.js";
import * as picker from "./picker.js";
import * as send from "./send.js";
import * as beside from "./beside.js";
import * as files from "./files.js";
import * as formatting from "./formatting.js";
import * as replies from "./replies.js";
import * as keys from "./keys.js";
import * as notes from "./notes.js";
import * as dialog from "./dialog.js";
import * as consults from "./consults.js";
import * as looking from "./looking.js";

const ahead = new Map(); // pages that will probably be asked for
let visit = 0;
let heard = 0; // events since the start

/** Fetches a thread before it is asked for. */
export function prefetch(href) {
  if (!href || ahead.has(href)) return;
  ahead.clear();
  ahead.set(href, { heard, page: fetchHtml(href) });
  ahead.get(href).page.catch(() => ahead.delete(href));
}

/** Opens an address of the inbox in place; anything else, or any trouble, is an ordinary visit. */
export async function open(href, { push = true, focus = "" } = {}) {
  const turn = ++visit;
  const before = heard;
  try {
    const ready = ahead.get(href);
    ahead.delete(href);
    const fresh = ready && ready.heard === heard;
    const [html] = await Promise.all([fresh ? ready.page : fetchHtml(href), composer.settled()]);
    if (turn !== visit) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.getElementById("thread")) throw new NotNow("not a page of the inbox");
    show(page, href, push);
    if (heard !== before) log.catchUp();
    if (focus) by(focus)?.focus({ preventScroll: true });
  } catch {
    location.assign(href);
  }
}

function show(page, href, push) {
  const waiting = document.title.match(/^\(\d+\) /)?.[0] ?? "";
  by("thread").replaceWith(page.getElementById("thread"));
  by("side")?.remove();
  const side = page.getElementById("side");
  if (side) by("thread").after(side);
  // One first heading: the thread's, or, where none is open, that of the inbox.
  by("page-title")?.remove();
  const title = page.getElementById("page-title");
  if (title) by("inbox").prepend(title);
  by("inbox").dataset.pane = page.getElementById("inbox").dataset.pane;
  document.querySelector(".app").className = page.querySelector(".app").className;
  if (push) history.pushState(null, "", href);
  document.title = waiting + page.title.replace(/^\(\d+\) /, "");
  list.markChosen();
  log.opened();
  composer.opened();
  notes.opened();
  looking.opened();
  draw();
}

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

function isOfInbox(link) {
  const [path, inbox] = [new URL(link.href).pathname, at("/inbox")];
  return path === inbox || path.startsWith(`${inbox}/`);
}

function onClick(event) {
  if (event.defaultPrevented || !isPlain(event)) return;
  const link = event.target.closest(".row, .back, .past a, .side-back a, #thread-menu a:not([data-page], [data-dialog]), #newest a, #newer a");
  if (!link || !isOfInbox(link)) return;
  event.preventDefault();
  link.closest("details")?.removeAttribute("open");
  open(link.href);
}

const refreshAround = later(async () => {
  if (!by("thread").dataset.conversation) return;
  const id = by("thread").dataset.conversation;
  try {
    const [head, side] = await Promise.all([fetchHtml(log.part("head")), fetchHtml(log.part("side"))]);
    if (by("thread").dataset.conversation !== id) return;
    const freshHead = parse(head).querySelector("#thread-head");
    by("thread").toggleAttribute("data-reads", Boolean(freshHead.querySelector(".pill.is-info")));
    looking.keep(freshHead);
    swap("thread-head", freshHead);
    looking.shown();
    swap("side", parse(side).querySelector("#side"));
    log.markRead();
    draw();
  } catch {
    // The next event asks again.
  }
}, 150);

/** Unless somebody is in it: then it is exchanged when they left. */
function swap(id, fresh) {
  const here = by(id);
  if (!here || !fresh) return;
  if (here.contains(document.activeElement) && document.activeElement.id !== "thread-title") {
    here.addEventListener("focusout", refreshAround, { once: true });
    return;
  }
  if (here.querySelector("details[open]")) return;
  here.replaceWith(fresh);
}

/** Taken, given back, closed: without leaving the page. */
async function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset.verb) return;
  event.preventDefault();
  const details = form.closest("details");
  details?.removeAttribute("open");
  // Done with for now: what comes next is another one.
  const verb = event.submitter?.dataset.verb ?? form.dataset.verb;
  const closes = ["close", "wait", "transfer", "snooze"].includes(verb);
  const next = closes ? keys.neighbour(1) ?? keys.neighbour(-1) : null;
  try {
    await composer.settled();
    const action = event.submitter?.getAttribute("formaction") ?? form.action;
    const answer = await post(action, [...new FormData(form)]);
    if (answer.status === 401) return location.reload();
    const body = answer.status === 204 ? "" : await answer.text();
    if (!answer.ok) {
      // What was typed stays where it can be corrected.
      if (["variables", "tags", "outcomes", "contact"].includes(form.dataset.verb)) details?.setAttribute("open", "");
      return complain(body);
    }
    by("refused")?.remove();
    dialog.close();
    if (body) return open(at(`/inbox/${JSON.parse(body).conversation}${by("list").dataset.query}`), { focus: "text" });
    document.activeElement?.blur();
    if (closes && next) {
      await open(next.href);
      list.agree();
      next.focus({ preventScroll: true });
      return;
    }
    refreshAround();
    await composer.refresh();
    log.catchUp();
    list.refresh();
    (by("text") ?? (form.dataset.verb === "end" ? by("hold") : null))?.focus();
  } catch {
    complain("");
  }
}

function complain(body) {
  let sentence = words.sayFailed;
  try {
    sentence = JSON.parse(body).sentence ?? sentence;
  } catch {
    // No sentence came along.
  }
  if (dialog.complain(sentence)) return;
  by("refused")?.remove();
  const flash = document.createElement("p");
  flash.id = "refused";
  flash.className = "flash is-bad";
  flash.innerHTML = `<svg class="i" aria-hidden="true" focusable="false"><use href="${at("/static/icons.svg#i-warn")}"/></svg><span></span>`;
  flash.querySelector("span").textContent = sentence;
  by("thread-foot")?.prepend(flash);
  say(sentence, true);
  refreshAround();
  composer.refresh().catch(() => {});
}

/** To a day, without leaving the page. */
function onJump(event) {
  const form = event.target.closest("[data-jump]");
  if (!form) return;
  event.preventDefault();
  form.closest("details")?.removeAttribute("open");
  open(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
}

document.addEventListener("click", onClick);
document.addEventListener("submit", onJump);
document.addEventListener("submit", onSubmit);
document.addEventListener("open-thread", (event) => {
  event.preventDefault();
  open(event.detail, { focus: "text" });
});
addEventListener("popstate", () => open(location.href, { push: false }));
document.addEventListener("live", ({ detail }) => {
  heard += 1;
  const here = by("thread").dataset.thread;
  if (String(detail.thread) === here && /^(conversation_|window_|message_added)/.test(detail.kind)) refreshAround();
});
document.addEventListener("live-reset", () => {
  heard += 1;
  refreshAround();
});
document.addEventListener("live-state", ({ detail }) => {
  by("offline").hidden = detail;
  say(detail ? words.sayOnline : words.sayOffline, !detail);
});

list.start();
search.start();
bulk.start();
log.start();
send.start();
beside.start();
files.start();
composer.start();
picker.start();
formatting.start();
replies.start();
notes.start();
dialog.start();
consults.start();
looking.start();
keys.start({ open, prefetch });
live.listen();
draw();
