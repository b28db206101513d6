// The parts of the template picker that stand wherever templates are chosen: the search, and what the contact will
// see while the fields are filled in.

import { by, folded } from "./hand.js";

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

/** Something was typed: into the search, or into a field of the template. */
export function typed(target) {
  if (target.id === "template-search") search(target.value);
  else if (target.dataset.variable) preview(target);
}

/** Puts texts back into the fields that are there again, by id. */
export function putBack(texts) {
  for (const [id, value] of texts) {
    const input = by(id);
    if (!input) continue;
    input.value = value;
    typed(input);
  }
}
