// The test box beside an editor: shows what a text says while it is being written.

import { at, later, parse } from "./hand.js";

const form = document.querySelector("form[data-try]");
let turn = 0;

async function refresh() {
  const mine = (turn += 1);
  const answer = await fetch(at("/placeholders/try"), {
    method: "POST",
    headers: { "X-Live": "1" },
    body: new URLSearchParams(new FormData(form)),
    credentials: "same-origin",
  });
  if (mine !== turn || !answer.ok) return;
  const fresh = parse(await answer.text()).querySelector("#try");
  const here = document.getElementById("try");
  const active = here.contains(document.activeElement) ? document.activeElement : null;
  if (here.querySelector("details").open) fresh.querySelector("details").open = true;
  const caret = active?.selectionStart;
  here.replaceWith(fresh);
  const again = active && document.getElementById(active.id);
  again?.focus();
  if (again && caret !== null && caret !== undefined) again.setSelectionRange(caret, caret);
}

const soon = later(() => refresh().catch(() => {}), 250);

form?.addEventListener("input", (event) => {
  if (event.isComposing || !/^(text|body|(try\.|bind-|sample-).*)$/.test(event.target.name)) return;
  soon();
});
