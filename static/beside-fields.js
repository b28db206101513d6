// The fields beside the text that are kept with the draft, as pairs.

import { by } from "./hand.js";

const NAMES = new Set([
  "quote", "button", "list_button", "item", "item_text", "place", "place_label", "place_address", "card_name", "card_number",
]);

/** All of them with what stands in them; none where no free text may be written. */
export function fields() {
  const form = by("composer-form");
  if (!form || !by("more")) return [];
  return [...new FormData(form)].filter(([name]) => NAMES.has(name));
}

/** Only these. */
export const some = (...names) => fields().filter(([name]) => names.includes(name));

/** Whether something stands in one of them. */
export const isFilled = (pairs) => pairs.some(([, value]) => value.trim());

/** Empties these. */
export function clear(...names) {
  for (const name of names) {
    for (const input of document.querySelectorAll(`#more [name="${name}"]`)) input.value = "";
  }
}

/** Puts back what was taken, where nothing was typed meanwhile. */
export function restore(pairs) {
  const places = new Map();
  for (const [name, value] of pairs) {
    const place = places.get(name) ?? 0;
    places.set(name, place + 1);
    const input = document.querySelectorAll(`#more [name="${name}"]`)[place];
    if (input && !input.value) input.value = value;
  }
}
