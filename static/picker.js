// The template picker: search, the fields of the chosen template, and what the contact will see.

import { by, fetchHtml, folded, parse } from "./hand.js";
import { showError } from "./composer.js";
import { part } from "./log.js";

function search(words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const option of by("picker").querySelectorAll(".option")) {
    const fits = wanted.every((word) => option.dataset.find.includes(word));
    option.hidden = !fits;
    if (fits) shown += 1;
  }
  by("picker-none").hidden = shown > 0;
}

/** The fields of another template; what stands in the kept field stays. */
async function choose(template) {
  const fresh = parse(await fetchHtml(part("composer", { compose: "template", template })));
  const still = by("picker")?.querySelector("input[name=template]:checked")?.value;
  const fillIn = fresh.querySelector("#picker-fill");
  if (still !== template || !fillIn) return;
  by("picker-fill").replaceWith(fillIn);
  by("picker-category").innerHTML = fresh.querySelector("#picker-category").innerHTML;
  showError("");
}

function preview(input) {
  // A value in which something was formatted stands in several pieces: the first one takes it whole.
  const shown = new Set();
  for (const mark of by("picker-fill").querySelectorAll(`[data-shows="${CSS.escape(input.dataset.variable)}"]`)) {
    mark.textContent = shown.has(mark.dataset.place) ? "" : input.value.trim() || "…";
    if (mark.dataset.place) shown.add(mark.dataset.place);
  }
  showFieldError(input, "");
}

/** What is wrong with one variable, beside its field. */
export function showFieldError(input, text) {
  const error = by(`${input.id}-error`);
  input.closest(".field").classList.toggle("has-error", Boolean(text));
  if (text) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", error.id);
  } else {
    input.removeAttribute("aria-invalid");
  }
  error.hidden = !text;
  error.querySelector("span").textContent = text;
}

export function start() {
  document.addEventListener("input", (event) => {
    if (event.target.id === "template-search") search(event.target.value);
    else if (event.target.dataset.variable) preview(event.target);
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "template") choose(event.target.value).catch(() => {});
  });
}
