// Sending: the bubble stands in the log at once, with a clock. Without a connection it waits there and goes
// out with the key it was given, so that it is never sent twice. A refusal brings the text back.

import * as beside from "./beside.js";
import { clear, restore, some } from "./beside-fields.js";
import * as files from "./files.js";
import { at, by, freshKey, post, say } from "./hand.js";
import { count, words } from "./clock.js";
import { fill, forgotten, look, measure, refresh, saveSoon, showError, state } from "./composer.js";
import { show } from "./formatting.js";
import { hold, merge } from "./log.js";
import * as looking from "./looking.js";
import { now } from "./now.js";
import { showFieldError } from "./picker-fields.js";
import { isShown as fieldsAreShown } from "./picker.js";

const AGAIN_AFTER = 3_000;
const DOUBLE = 800;
const queue = []; // messages in the order they were written
let busy = false;
let asked = ""; // what is sent once more although a colleague writes
let resting = false; // a template is under way, or was a moment ago: a second press means the first

/** A bubble for what is not at the server yet. */
function pending(text) {
  const line = document.createElement("li");
  line.className = "msg msg-out msg-first is-waiting";
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  const words_ = document.createElement("p");
  words_.dir = "auto";
  show(words_, text);
  const stamp = document.createElement("span");
  stamp.className = "stamp";
  const time = new Date(now()).toLocaleTimeString(words.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  stamp.innerHTML = `<time></time><span><svg class="i" aria-hidden="true" focusable="false"><use href="${at("/static/icons.svg#i-clock")}"/></svg><span class="vh"></span></span>`;
  stamp.querySelector("time").textContent = time;
  stamp.querySelector(".vh").textContent = words.pending;
  const quoted = by("quoting")?.querySelector(".quote");
  if (quoted) {
    const shown = quoted.cloneNode(true);
    shown.querySelector("small")?.remove();
    bubble.append(shown);
  }
  bubble.append(words_, stamp);
  line.append(bubble);
  by("log").append(line);
  by("log-scroll").scrollTop = 0;
  return line;
}

function enqueue(message) {
  queue.push(message);
  hold(1);
  pump();
}

async function pump() {
  if (busy || queue.length === 0) return;
  busy = true;
  const message = queue[0];
  try {
    await forgotten();
    const answer = await post(message.action, message.fields);
    if (answer.status >= 500) throw new Error("the server cannot now");
    queue.shift();
    const body = await answer.text();
    message.line?.remove();
    // The answer can be faster than the second press of a double click.
    if (message.template) setTimeout(rest, DOUBLE, false);
    if (answer.ok) accepted(message, body);
    else refused(message, body, answer.status);
    hold(-1);
    busy = false;
    pump();
  } catch {
    message.line?.setAttribute("title", words.waiting);
    showWaiting(message);
    busy = false;
    setTimeout(pump, AGAIN_AFTER);
  }
}

function showWaiting(message) {
  const sign = message.line?.querySelector(".stamp .vh");
  if (sign && sign.textContent !== words.waiting) {
    sign.textContent = words.waiting;
    say(words.waiting, true);
  }
}

const isShown = (message) => by("thread")?.dataset.conversation === message.conversation;

function accepted(message, body) {
  document.dispatchEvent(new CustomEvent("answered"));
  if (!isShown(message)) return;
  merge(body);
  if (!by("text")?.value.trim()) look();
  if (!message.template) saveSoon();
  if (message.template) {
    say(words.saySent);
    refresh().catch(() => {});
    by("log-scroll").scrollTop = 0;
  }
}

function refused(message, body, status) {
  // A page that outlived its sign-in: its text can still be copied.
  let refusal = { code: "", sentence: status === 401 || status === 403 ? words.signedOut : words.sayFailed };
  try {
    const told = JSON.parse(body);
    if (told.sentence) refusal = told;
  } catch {
    // An answer without a sentence; ours will do.
  }
  say(refusal.sentence, true);
  if (!isShown(message)) return;
  if (message.text) fill(message.text);
  // What reads like a note, or follows an answer that was not seen, goes out when it is sent once more as it is.
  const sure = by("composer-form")?.elements.sure;
  const asks = ["text-like-a-note", "colleague-answered"].includes(refusal.problem);
  if (sure && asks) sure.value = message.text ?? "";
  if (refusal.problem === "colleague-answered") look("");
  if (message.beside) {
    restore(message.beside);
    const quoted = message.beside.find(([name]) => name === "quote")?.[1];
    if (quoted) beside.quote(quoted).catch(() => {});
    beside.open(refusal.field);
  }
  if (message.files) files.refresh().catch(() => {});
  const input = refusal.variable && by(`v-${refusal.variable}`);
  if (input) {
    showFieldError(input, refusal.sentence);
    input.focus();
  } else {
    showError(refusal.sentence);
  }
  // What may be written changed under the hand: the server says what it is now.
  if (/window_closed|opted_out|not_assigned|conversation_closed|not_allowed|number_inactive/.test(refusal.code)) {
    refresh().then(() => showError(refusal.sentence), () => {});
  }
}

/** What goes with a text; its fields are empty again. */
function takeBeside() {
  const names = ["button", "list_button", "item", "item_text"];
  const taken = some("quote", ...names);
  clear(...names);
  beside.shut();
  return taken;
}

/** Whether it may go now: while a colleague writes to the same contact that is asked, once. */
function goesOver(what) {
  const question = looking.question();
  if (!question || asked === `${by("thread").dataset.conversation} ${what}`) {
    asked = "";
    return true;
  }
  asked = `${by("thread").dataset.conversation} ${what}`;
  showError(question);
  say(question, true);
  return false;
}

/** Sends what stands in the field. */
export function sendText() {
  const field = by("text");
  const text = field.value.trim();
  if (files.isWaiting()) return;
  const chosen = files.chosen();
  if ((!text && chosen.length === 0) || !measure()) {
    field.focus();
    return;
  }
  if (!goesOver(text)) return;
  const form = by("composer-form");
  const fields = ["key", "sure", "seen"].map((name) => [name, form.elements[name].value]);
  fields.push(["act", "text"], ["text", text]);
  form.elements.sure.value = "";
  for (const id of chosen) fields.push(["file", id]);
  form.elements.key.value = freshKey();
  field.value = "";
  files.sent();
  measure();
  field.focus();
  const conversation = by("thread").dataset.conversation;
  const shown = chosen.length > 0 ? `${count(words.filesSending, chosen.length)}\n${text}`.trim() : text;
  const waiting = pending(shown);
  const along = takeBeside();
  beside.unquote();
  enqueue({
    action: form.action, fields: [...fields, ...along], text, beside: along, files: chosen.length > 0, conversation, line: waiting,
  });
}

function rest(now) {
  resting = now;
  if (now) by("send")?.setAttribute("aria-disabled", "true");
  else by("send")?.removeAttribute("aria-disabled");
}

function sendTemplate() {
  if (resting) return;
  const form = by("composer-form");
  const fields = [["act", "template"], ["key", form.elements.key.value], ["seen", form.elements.seen.value]];
  const chosen = form.querySelector("input[name=template]:checked");
  // Its fields are still on their way: what is sent has to be seen first.
  if (!chosen || !fieldsAreShown() || !goesOver(`template ${chosen.value}`)) return;
  fields.push(["template", chosen.value]);
  for (const input of form.querySelectorAll("[data-variable]")) fields.push([input.name, input.value]);
  form.elements.key.value = freshKey();
  showError("");
  rest(true);
  enqueue({ action: form.action, fields, template: true, conversation: by("thread").dataset.conversation });
}

function onSubmit(event) {
  const form = event.target;
  if (form.id === "composer-form") {
    event.preventDefault();
    if (beside.take(event.submitter)) return;
    if (state() === "text") sendText();
    else sendTemplate();
  } else if ("again" in form.dataset) {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const fields = [["key", form.elements.key.value], [button.name, button.value]];
    enqueue({ action: form.action, fields, conversation: by("thread").dataset.conversation });
  } else if ("asDraft" in form.dataset) {
    event.preventDefault();
    const button = form.querySelector("button");
    if (by("text")) fill(form.dataset.asDraft);
    else post(form.action, { [button.name]: button.value }).catch(() => {});
  }
}

/** Which key sends: the user's choice, and on a phone only the button. */
function onKey(event) {
  if (event.key !== "Enter" || event.isComposing || event.target.id !== "text") return;
  const byEnter = document.documentElement.dataset.sendKey !== "ctrl_enter";
  const command = event.ctrlKey || event.metaKey;
  const touch = matchMedia("(pointer: coarse)").matches;
  const sends = byEnter ? !event.shiftKey && !event.altKey && (!touch || command) : command;
  if (!sends) return;
  event.preventDefault();
  if (state() === "text") {
    sendText();
    return;
  }
  // The window ended: nothing is sent from here, the way on is the picker.
  const empty = [...document.querySelectorAll("#picker-fill [data-variable]")].find((input) => !input.value.trim());
  (empty ?? by("template-search"))?.focus();
}

export function start() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
  document.addEventListener("live-state", ({ detail }) => detail && pump());
  // What has not left yet would be lost with the page.
  addEventListener("beforeunload", (event) => {
    if (queue.length > 0) event.preventDefault();
  });
}
