// A contact changed in place: what is changed is kept when the field is left, and the page says so.

import { by, post, say } from "./hand.js";

const form = document.querySelector("[data-in-place]");

async function keep(field) {
  const csrf = form.elements.csrf.value;
  const told = by("saved");
  try {
    const answer = await post(form.action, [[field.name, field.value]], { headers: { "X-Live": "1", "X-Csrf": csrf } });
    if (answer.status === 401) return location.reload();
    const fine = answer.ok;
    field.toggleAttribute("aria-invalid", !fine);
    field.closest(".field").classList.toggle("has-error", !fine);
    const sentence = fine ? form.dataset.saved : ((await answer.json()).sentence ?? form.dataset.failed);
    told.textContent = sentence;
    told.classList.toggle("is-bad", !fine);
    if (!fine) say(sentence, true);
  } catch {
    told.textContent = form.dataset.failed;
    say(form.dataset.failed, true);
  }
}

form?.addEventListener("change", (event) => keep(event.target));
