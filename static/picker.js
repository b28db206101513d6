// The template picker of a conversation: the fields of another template.

import { by, fetchHtml, parse } from "./hand.js";
import { showError } from "./composer.js";
import { part } from "./log.js";
import { typed } from "./picker-fields.js";

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

export function start() {
  document.addEventListener("input", (event) => typed(event.target));
  document.addEventListener("change", (event) => {
    if (event.target.name === "template") choose(event.target.value).catch(() => {});
  });
}
