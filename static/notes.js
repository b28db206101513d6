// Notes: their field stands where that of answers stood, has its own draft, and is saved by another key. Whoever types @
// is offered the names of colleagues.

import { by, folded, later, NotNow, parse, post, say } from "./hand.js";
import { words } from "./clock.js";
import { merge } from "./log.js";

const form = () => by("note-form");
const field = () => by("note-text");

let saved = "";

// ---- the field

/** Shows the field of notes, or that of answers again. */
export function show(on) {
  if (!form()) return;
  form().hidden = !on;
  by("thread-foot").classList.toggle("is-noting", on);
  (on ? field() : (by("text") ?? by("template-search") ?? by("hold")))?.focus();
}

export const isShown = () => Boolean(form() && !form().hidden);

async function saveNow() {
  if (!field() || field().value === saved) return;
  const text = field().value;
  try {
    if ((await post(form().dataset.draft, { text })).ok) saved = text;
  } catch {
    // Kept in the field; the next change tries again.
  }
}

const saveSoon = later(saveNow, 900);

addEventListener("pagehide", () => {
  if (!field() || field().value === saved) return;
  const body = new URLSearchParams({ csrf: by("inbox").dataset.csrf, text: field().value });
  navigator.sendBeacon(form().dataset.draft, body);
});

function complain(sentence) {
  const error = by("note-error");
  error.hidden = !sentence;
  error.querySelector("span").textContent = sentence;
  field().toggleAttribute("aria-invalid", Boolean(sentence));
  if (sentence) field().setAttribute("aria-invalid", "true");
}

async function refusal(answer) {
  if (answer.status === 401) {
    location.reload();
    throw new NotNow("not signed in");
  }
  return JSON.parse(await answer.text());
}

let busy = false;

async function save() {
  if (busy || !field().value.trim()) return field().focus();
  busy = true;
  saveSoon.cancel();
  const [text, conversation] = [field().value, by("thread").dataset.conversation];
  try {
    const answer = await post(form().action, { text, sure: form().elements.sure.value });
    if (answer.ok) {
      const html = await answer.text();
      if (by("thread").dataset.conversation === conversation) {
        merge(html);
        by("log-scroll").scrollTop = 0;
        field().value = saved = "";
        complain("");
        field().focus();
      }
    } else {
      const refused = await refusal(answer);
      complain(refused.sentence);
      if (refused.problem === "note-like-an-answer") form().elements.sure.value = text;
    }
  } catch {
    complain(words.sayFailed);
  }
  busy = false;
}

/** Edited, removed: the line is exchanged in place. */
async function act(acted) {
  try {
    const answer = await post(acted.action, [...new FormData(acted)]);
    if (!answer.ok) return say((await refusal(answer)).sentence, true);
    const fresh = parse(await answer.text()).querySelector("li[id]");
    if (fresh) by(fresh.id)?.replaceWith(fresh);
  } catch {
    say(words.sayFailed, true);
  }
}

// ---- colleagues

const names = () => form().dataset.names.split("|").filter(Boolean);

/** What is typed after the last @ before the caret, if that may be a name. */
function begun() {
  const before = field().value.slice(0, field().selectionStart);
  const found = before.match(/(?:^|[^\p{L}\p{N}])@([^\n@]{0,40})$/u);
  return found ? found[1] : null;
}

function offer() {
  const list = by("note-people");
  const typed = begun();
  const fits = typed === null ? [] : names().filter((name) => folded(name).startsWith(folded(typed))).slice(0, 6);
  const done = fits.length === 1 && folded(fits[0]) === folded(typed.trim());
  list.hidden = fits.length === 0 || done;
  list.replaceChildren(
    ...(list.hidden ? [] : fits).map((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-small";
      button.textContent = `@${name}`;
      button.addEventListener("click", () => put(name));
      return button;
    }),
  );
}

function put(name) {
  const [text, caret, typed] = [field().value, field().selectionStart, begun() ?? ""];
  const start = caret - typed.length;
  field().value = `${text.slice(0, start)}${name} ${text.slice(caret)}`;
  field().focus();
  field().setSelectionRange(start + name.length + 1, start + name.length + 1);
  offer();
  saveSoon();
}

// ---- events

function onKey(event) {
  if (event.target.id !== "note-text" || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    save();
  } else if (event.key === "Escape") {
    if (!by("note-people").hidden) {
      event.preventDefault();
      event.stopPropagation();
      by("note-people").hidden = true;
    }
  } else if ((event.key === "Tab" || event.key === "ArrowUp") && !event.shiftKey && !by("note-people").hidden) {
    event.preventDefault();
    by("note-people").querySelector("button").focus();
  }
}

/** A thread was put on the page. */
export function opened() {
  saved = field()?.value ?? "";
}

export function start() {
  opened();
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("input", (event) => {
    if (event.target.id !== "note-text") return;
    complain("");
    offer();
    saveSoon();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-note]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.dataset.note === "on");
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "note-form") {
      event.preventDefault();
      save();
    } else if ("noteAct" in event.target.dataset) {
      event.preventDefault();
      act(event.target);
    }
  });
}
