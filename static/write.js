// Writing first: the form follows the number, the recipient and the template; without this script the button below
// the templates does it. A second press means the first.

import { by, later } from "./hand.js";
import * as fields from "./picker-fields.js";

const form = by("write");
let turn = 0;
let typed = ""; // the recipient that the form knows

/** The fields of the template, as they stand. */
const texts = () => new Map([...form.querySelectorAll("[data-variable]")].map((input) => [input.id, input.value]));

/** Puts back what was typed since `before`, and the place where one types. */
function keep(before, now, focus) {
  fields.putBack([...now].filter(([id, value]) => value !== before.get(id)));
  const field = focus && document.activeElement?.id !== focus && by(focus);
  if (!field) return;
  field.focus();
  if (field.dataset.variable) field.setSelectionRange(field.value.length, field.value.length);
}

/** The form as the server makes it for what stands in it now; only `parts` of it are taken. */
async function follow(parts) {
  const mine = (turn += 1);
  const before = texts();
  const body = new URLSearchParams(new FormData(form));
  body.set("choose", "1");
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (mine !== turn || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, focus] = [texts(), document.activeElement?.id];
  for (const id of parts) {
    const [here, there] = [by(id), fresh.getElementById(id)];
    if (here && there) here.innerHTML = there.innerHTML;
  }
  keep(before, now, focus);
}

const about = ["write-live", "recognised", "on-file"];
const all = [...about, "write-template"];
const quietly = (parts) => follow(parts).catch(() => {});

const recipient = later(() => {
  if (by("to").value === typed) return;
  typed = by("to").value;
  const none = by("opt_in.how").querySelector("option");
  follow(all)
    .then(() => (none.textContent = by("on-file").querySelector("b") ? form.dataset.onFile : form.dataset.choose))
    .catch(() => {});
}, 300);

if (form) {
  typed = by("to")?.value ?? "";
  form.addEventListener("input", (event) => fields.typed(event.target));
  form.addEventListener("change", (event) => {
    if (event.target.name === "number") quietly(all);
    else if (event.target.name === "template" || event.target.name === "language") quietly(["write-template"]);
    else if (event.target.name === "to") recipient();
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    else if (!event.submitter?.name) form.dataset.sent = "1";
  });
  // Whoever comes back finds the form as it was, to be sent again.
  addEventListener("pageshow", () => delete form.dataset.sent);
}
