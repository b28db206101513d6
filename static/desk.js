// The desk, on every page: what is offered comes, counts down and goes by itself, and the menu at the foot of the
// rail says where one stands. Nothing here ever takes the focus, and nothing is swapped under it.

import "./notices.js";
import "./palette.js";
import { alarm } from "./alerts.js";
import { add, press } from "./commands.js";
import { at, by, fetchHtml, isHeld, later, parse, say } from "./hand.js";
import { keepShell } from "./install.js";
import { listen } from "./live.js";
import { now } from "./now.js";

const SOON = 20_000; // the last seconds are honey
const BAR = 120; // the length of the bar
const LATE = 1_500; // the server's pass comes a moment after the end

const offer = () => document.querySelector("#offers > .offer");
const known = new Set(); // what was said already

// ---- offers

async function lookAtOffers() {
  const fresh = parse(await fetchHtml(at("/inbox/fragments/offers"))).getElementById("offers");
  const here = by("offers");
  if (!here || !fresh) return;
  document.dispatchEvent(new CustomEvent("live-time", { detail: Number(fresh.dataset.now) }));
  const same = offer() && offer().id === fresh.querySelector(".offer")?.id;
  // The same one stays as it is, with its focus, and so does the same question; what stands around them is new.
  const asked = (node) => node.matches("[data-call]") && [...fresh.children].find((other) => other.id === node.id);
  for (const node of [...here.children]) {
    if (asked(node)) asked(node).remove();
    else if (!(same && node === offer()) && !node.matches(".stays")) node.remove();
  }
  for (const node of [...fresh.children]) if (!(same && node.matches(".offer"))) here.append(node);
  tell();
  draw();
}

/** Says what is new, once. */
function tell() {
  const shown = offer();
  if (shown && !known.has(shown.id)) {
    known.add(shown.id);
    say(shown.dataset.say, true);
    const { conversation } = shown.dataset;
    const [title, text] = [shown.querySelector("h2").textContent, shown.querySelector("q")?.textContent ?? ""];
    alarm("offer", shown.id, { title, text, href: at(`/inbox/${conversation}`), conversation });
  }
  for (const call of document.querySelectorAll("#offers > [data-call]")) {
    if (known.has(call.id)) continue;
    known.add(call.id);
    const [title, text] = [call.querySelector("b").textContent, call.querySelector("q").textContent];
    say(`${title} ${text}`, true);
    alarm("consult", call.id, { title, text, href: location.href });
  }
  const missed = document.querySelector("#offers > [data-missed]");
  if (missed && !known.has(missed.id)) {
    known.add(missed.id);
    say(missed.textContent.trim(), true);
  }
}

/** A note asks for somebody here: said, rung for, and shown until it was looked at. */
function mentioned({ note, conversation }) {
  const id = `mention-${note}`;
  if (known.has(id)) return;
  known.add(id);
  const { mentioned: text, look } = by("offers").dataset;
  const href = at(`/inbox/${conversation}#n-${note}`);
  if (by("thread")?.dataset.conversation === String(conversation) && !document.hidden) {
    say(text, true);
    return seen(conversation);
  }
  said("mention", id, id, text, look, href, conversation);
}

/** A line with a link, which stays until it is followed. */
function said(kind, id, rings, text, look, href, conversation) {
  say(text, true);
  alarm(kind, rings, { title: text, text: "", href, conversation });
  by(id)?.remove();
  const flash = document.createElement("p");
  flash.id = id;
  flash.className = `flash is-soon stays ${kind === "mention" ? "mention-flash" : "given-flash"}`;
  const link = document.createElement("a");
  link.href = href;
  link.textContent = look;
  link.addEventListener("click", () => flash.remove());
  const words = document.createElement("span");
  words.append(`${text} `, link);
  flash.append(words);
  by("offers").append(flash);
}

/** A colleague gave one away, and it came here; or asks about one. */
function given({ conversation }, what) {
  const { [what]: text, look } = by("offers").dataset;
  const query = what === "consulted" ? "?pane=contact" : "";
  const kind = { consulted: "consult", back: "snooze" }[what] ?? "given";
  const [id, href] = [`${what}-${conversation}`, at(`/inbox/${conversation}${query}`)];
  // It may come again another time; within ten seconds other tabs heard of the same.
  said(kind, id, `${id}-${Math.floor(now() / 10_000)}`, text, look, href, conversation);
}

/** The thread is open already: that is looking. */
function seen(conversation) {
  fetch(at(`/inbox/${conversation}`), { headers: { "X-Live": "1" }, credentials: "same-origin" }).catch(() => {});
}

function forgetMentions() {
  for (const flash of document.querySelectorAll(".mention-flash")) flash.remove();
}

function draw() {
  const shown = offer();
  if (!shown) return;
  const [until, made] = [Number(shown.dataset.until), Number(shown.dataset.made)];
  const left = Math.max(0, until - now());
  const seconds = Math.floor(left / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const place = shown.querySelector("[data-left]");
  if (place.textContent !== text) place.textContent = text;
  shown.querySelector(".offer-bar rect").setAttribute("width", ((BAR * left) / Math.max(1, until - made)).toFixed(1));
  shown.classList.toggle("is-soon", left <= SOON);
  if (left === 0 && !shown.dataset.asked) {
    shown.dataset.asked = "1";
    setTimeout(offersSoon, LATE);
  }
}

function complain(sentence) {
  by("offer-refused")?.remove();
  if (!sentence) return;
  const flash = document.createElement("p");
  flash.id = "offer-refused";
  flash.className = "flash is-bad";
  flash.textContent = sentence;
  by("offers").append(flash);
  say(sentence, true);
  setTimeout(() => flash.remove(), 8_000);
}

/** Posts a form as a script does. What is not signed in any more begins anew. */
async function post(action, form, button) {
  const answer = await fetch(action, {
    method: "POST",
    headers: { "X-Live": "1" },
    body: new URLSearchParams([...new FormData(form, button)]),
    credentials: "same-origin",
  });
  if (answer.status === 401) location.reload();
  return answer;
}

async function answerOffer(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const { conversation } = offer().dataset;
  const action = button?.getAttribute("formaction");
  try {
    const answer = await post(action ?? form.action, form);
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({}));
      await lookAtOffers();
      return complain(told.sentence);
    }
    await lookAtOffers();
    if (!action) open(at(`/inbox/${conversation}`));
  } catch {
    // No connection: the banner says so, and the offer can be answered again.
    delete form.dataset.busy;
  }
}

/** In place where the inbox is open, else as an ordinary visit. */
function open(href) {
  const event = new CustomEvent("open-thread", { detail: href, cancelable: true });
  if (document.dispatchEvent(event)) location.assign(href);
}

// ---- presence

async function lookAtPresence() {
  const fresh = parse(await fetchHtml(at("/inbox/fragments/presence"))).getElementById("presence");
  const here = by("presence");
  if (!here || !fresh) return;
  here.querySelector("summary").innerHTML = fresh.querySelector("summary").innerHTML;
  const [pop, next] = [here.querySelector(".menu-pop"), fresh.querySelector(".menu-pop")];
  if (!isHeld(pop)) {
    pop.replaceWith(next);
    return;
  }
  // Somebody is in it: only what is said changes.
  by("presence-note").innerHTML = next.querySelector("#presence-note").innerHTML;
  for (const button of pop.querySelectorAll("button[name=presence]")) {
    const same = next.querySelector(`button[value="${CSS.escape(button.value)}"]`);
    if (same) button.setAttribute("aria-pressed", same.getAttribute("aria-pressed"));
  }
}

async function choosePresence(form, button) {
  try {
    const answer = await post(form.action, form, button);
    if (!answer.ok) return location.reload();
    by("presence").open = false;
    by("presence").querySelector("summary").focus();
    await lookAtPresence();
    say(by("presence-note").querySelector("b").textContent);
  } catch {
    // No connection: nothing was chosen, and the menu says what is so.
  }
}

// ---- events

const offersSoon = later(() => lookAtOffers().catch(() => {}), 60);
const presenceSoon = later(() => lookAtPresence().catch(() => {}), 150);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.matches(".offer-acts")) {
    event.preventDefault();
    answerOffer(form, event.submitter);
  } else if (form.id === "presence-form") {
    event.preventDefault();
    choosePresence(form, event.submitter);
  }
});

press("accept", () => by("offer-accept"));
press("accept-typing", () => by("offer-accept"));
press("decline", () => by("offer-decline"));
// Where there is no list: searching, and writing first, are pages of the inbox. The inbox says what it does itself.
if (!by("list")) {
  add("search", () => location.assign(at("/inbox#q")));
  add("write", () => location.assign(at("/write")));
}

document.addEventListener("live", ({ detail }) => {
  if (detail.kind === "offers_changed") offersSoon();
  if (detail.kind === "mentioned") mentioned(detail);
  if (detail.kind === "given") given(detail, "given");
  if (detail.kind === "came_back") given(detail, "back");
  if (detail.kind === "consulted") given(detail, "consulted");
  if (detail.kind === "mentions_seen") forgetMentions();
  if (detail.kind === "presence_changed" && String(detail.user) === by("presence")?.dataset.user) presenceSoon();
});
document.addEventListener("live-reset", () => {
  offersSoon();
  presenceSoon();
});
document.addEventListener("live-time", draw);

keepShell();
if (by("offers")) {
  listen();
  setInterval(draw, 500);
  tell();
  draw();
}
