// The template picker of a conversation: the fields of another template.

import { by, fetchHtml, parse } from "./hand.js";
import { showError } from "./composer.js";
import { part } from "./log.js";
import { putBack, typed } from "./picker-fields.js";

const chosen = () => by("picker")?.querySelector("input[name=template]:checked");
const language = () => by("picker")?.querySelector("input[name=language]:checked");

/** Whether the fields that are shown are those of the chosen template: what is sent was seen. */
export const isShown = () => chosen()?.value === by("picker-shown")?.value && (!language() || language().value === chosen().value);

/** The fields of another template; what stands in the kept field stays. */
async function choose(template) {
  const fresh = parse(await fetchHtml(part("composer", { compose: "template", template })));
  const fillIn = fresh.querySelector("#picker-fill");
  if (chosen()?.value !== template || !fillIn) return;
  putIn(fillIn, fresh);
}

/** The same template in another language; what was typed into its fields stays. */
async function switchTo(template) {
  const fresh = parse(await fetchHtml(part("composer", { compose: "template", template })));
  const fillIn = fresh.querySelector("#picker-fill");
  const option = fresh.querySelector(`.option input[value="${CSS.escape(template)}"]`)?.closest(".option");
  if (language()?.value !== template || !fillIn || !option) return;
  const changed = [...by("picker-fill").querySelectorAll("[data-variable]")]
    .filter((input) => input.value !== input.defaultValue)
    .map((input) => [input.id, input.value]);
  chosen().closest(".option").replaceWith(option);
  option.querySelector("input").checked = true;
  putIn(fillIn, fresh);
  putBack(changed);
  by(`language-${template}`)?.focus();
}

function putIn(fillIn, fresh) {
  by("picker-fill").replaceWith(fillIn);
  by("picker-category").innerHTML = fresh.querySelector("#picker-category").innerHTML;
  showError("");
}

export function start() {
  document.addEventListener("input", (event) => typed(event.target));
  document.addEventListener("change", (event) => {
    if (event.target.name === "template") choose(event.target.value).catch(() => {});
    else if (event.target.name === "language" && event.target.closest("#picker-fill")) switchTo(event.target.value).catch(() => {});
  });
}
