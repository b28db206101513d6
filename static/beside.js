// Beside the text: the message that is quoted, and what is sent by itself, a place or a contact. Everything here is a form
// that works without this; what is typed stays where it is until the server has taken it.

import { by, fetchHtml, freshKey, later, parse, post, say } from "./hand.js";
import { words } from "./clock.js";
import { clear, some } from "./beside-fields.js";
import { compose, saveSoon, showError, state } from "./composer.js";
import { merge, part } from "./log.js";

const ALONE = { place: ["place", "place_label", "place_address"], card: ["card_name", "card_number"] };
const FIELD_OF = {
  location: "place", "location.latitude": "place", "location.longitude": "place", "location.label": "place-label",
  "location.address": "place-address", "contact.name": "card-name", "contact.number": "card-number",
};

// ---- the quote

/** Quotes a message in the answer. */
export async function quote(id) {
  if (state() === "template") await compose("text");
  const fresh = parse(await fetchHtml(part("composer", { quote: id }))).querySelector("#quoting");
  if (!fresh || !by("quoting")) return;
  by("quoting").replaceWith(fresh);
  by("text").focus();
  say(words.sayQuoting);
  saveSoon();
}

/** Nothing is quoted any more. */
export function unquote() {
  const box = by("quoting");
  if (!box) return;
  box.innerHTML = '<input type="hidden" name="quote" value="">';
  box.hidden = true;
}

/** The message under the hand, else the contact's last one. */
export function quoteOne() {
  const focused = document.activeElement?.closest?.("#log .msg");
  const line = focused ?? [...by("log").querySelectorAll(".msg-in")].at(-1);
  const id = line?.querySelector("[data-quote]")?.dataset.quote;
  if (id) quote(id).catch(() => showError(words.sayFailed));
}

// ---- a place or a contact

const boxOf = (kind) => by(`beside-${kind}`);

async function sendAlone(button) {
  const kind = button.value;
  const box = boxOf(kind);
  box.dataset.key ||= freshKey();
  const quoted = some("quote");
  button.disabled = true;
  showError("");
  for (const input of box.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  try {
    const answer = await post(by("composer-form").action, [
      ["act", "text"], ["also", kind], ["key", box.dataset.key], ["seen", by("composer-form").elements.seen.value], ...quoted, ...some(...ALONE[kind]),
    ]);
    const body = await answer.text();
    if (answer.ok) taken(kind, box, body);
    else refused(body);
  } catch {
    showError(words.sayFailed);
    say(words.sayFailed, true);
  }
  button.disabled = false;
}

function taken(kind, box, body) {
  delete box.dataset.key;
  clear(...ALONE[kind]);
  by("cards-found")?.replaceChildren();
  if (by("card-q")) by("card-q").value = "";
  unquote();
  box.open = false;
  by("more").open = false;
  merge(body);
  by("log-scroll").scrollTop = 0;
  say(words.saySent);
  saveSoon();
  by("text")?.focus();
}

function refused(body) {
  let refusal = { sentence: words.sayFailed };
  try {
    refusal = JSON.parse(body);
  } catch {
    // An answer without a sentence; ours will do.
  }
  showError(refusal.sentence);
  say(refusal.sentence, true);
  const input = by(FIELD_OF[refusal.field]);
  if (input) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "composer-error");
    input.focus();
  }
}

/** Shows the part that a refusal of the whole message is about. */
export function open(field) {
  const kind = { list: "list", buttons: "buttons" }[field?.split(".")[0]];
  if (!kind || !boxOf(kind)) return;
  by("more").open = true;
  boxOf(kind).open = true;
}

/** Closes the menu: what stood in it is on its way. */
export function shut() {
  if (by("more")) by("more").open = false;
}

/** The browser says where it is, after it asked. */
function here(button) {
  if (!navigator.geolocation) {
    showError(words.sayPlaceDenied);
    return;
  }
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      button.disabled = false;
      by("place").value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
      by("place").focus();
      say(words.sayPlaceHere);
      saveSoon();
    },
    () => {
      button.disabled = false;
      showError(words.sayPlaceDenied);
      say(words.sayPlaceDenied, true);
    },
    { timeout: 20_000 },
  );
}

let turn = 0;

async function look() {
  const mine = (turn += 1);
  const q = by("card-q")?.value.trim() ?? "";
  if (!by("cards-found")) return;
  if (q.length < 2) {
    by("cards-found").replaceChildren();
    return;
  }
  const fresh = parse(await fetchHtml(part("cards", { q }))).querySelector("#cards-found");
  if (mine === turn) by("cards-found")?.replaceWith(fresh);
}

const lookSoon = later(() => look().catch(() => {}), 200);

function pick(button) {
  by("card-name").value = button.dataset.name;
  by("card-number").value = button.dataset.number;
  by("cards-found").replaceChildren();
  by("card-q").value = "";
  saveSoon();
  boxOf("card").querySelector(".btn-primary").focus();
}

/** Whether a submit of the composer was one of these and is dealt with. */
export function take(submitter) {
  if (submitter?.name !== "also") return false;
  const what = submitter.value;
  if (what in ALONE) sendAlone(submitter);
  else if (what === "find") look().catch(() => showError(words.sayFailed));
  else if (what.startsWith("pick:")) pick(submitter);
  else if (what === "unquote") {
    unquote();
    saveSoon();
    by("text").focus();
  }
  return true;
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-quote]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      quote(link.dataset.quote).catch(() => location.assign(link.href));
      return;
    }
    const button = event.target.closest("#place-here");
    if (button) here(button);
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "card-q") lookSoon();
    else if (event.target.closest?.("#more")) saveSoon();
  });
  // Enter in one of these fields belongs to what stands beside it, never to the text.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("#more input")) return;
    event.preventDefault();
    if (event.target.id === "card-q") look().catch(() => {});
  });
}
