// Writing a template: the preview and the sentences of the rules follow what is typed. Without this script the
// button Check does the same. A sentence appears only at fields that were touched, or after a first check.

import { at, by, later, parse } from "./hand.js";

const form = by("template-form");
const touched = new Set();
let round = 0;

/** The sentences beside their fields; the list beside the form has all of them. */
function tell(rules) {
  const sentences = new Map();
  for (const rule of rules.querySelectorAll("[data-field]")) {
    if (!sentences.has(rule.dataset.field)) sentences.set(rule.dataset.field, rule.querySelector("span").textContent);
  }
  for (const place of form.querySelectorAll("[data-rule]")) {
    const name = place.dataset.rule;
    const sentence = touched.has(name) ? (sentences.get(name) ?? "") : "";
    place.hidden = sentence === "";
    place.querySelector("span").textContent = sentence;
    const field = by(name);
    field?.closest(".field").classList.toggle("has-error", sentence !== "");
    if (sentence) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
}

/** Fields for other variables, if there are others now; the focus is never taken from one. */
function vary(fresh) {
  const names = (place) => [...place.querySelectorAll("input")].map((input) => input.name).join();
  const here = by("variables");
  if (names(here) === names(fresh) || here.contains(document.activeElement)) return;
  here.replaceWith(fresh);
}

async function check() {
  round += 1;
  const mine = round;
  const answer = await fetch(at("/admin/templates/drafts/check"), {
    method: "POST",
    headers: { "X-Live": "1" },
    body: new URLSearchParams(new FormData(form)),
    credentials: "same-origin",
  });
  if (!answer.ok || mine !== round) return;
  const fresh = parse(await answer.text());
  vary(fresh.querySelector("#variables"));
  tell(fresh.querySelector("#rules"));
  by("template-check").replaceWith(fresh.querySelector("#template-check"));
}

const soon = later(() => check().catch(() => {}), 300);

for (const place of form.querySelectorAll("[data-rule]:not([hidden])")) touched.add(place.dataset.rule);
form.addEventListener("input", (event) => {
  if (event.target.name) touched.add(event.target.name);
  soon();
});
document.querySelector("[data-focus]")?.focus();
