// Talks with colleagues in the pane beside the thread: what is said appears while somebody types.

import { by, fetchHtml, later, parse, post, say } from "./hand.js";
import { words } from "./clock.js";
import { part } from "./log.js";

/** New lines go into the lists that are there; a talk that began or ended needs the pane anew. */
async function refresh() {
  if (!by("thread")?.dataset.conversation) return;
  const fresh = parse(await fetchHtml(part("side"))).getElementById("side");
  const ids = (root) => [...(root?.querySelectorAll(".consult-lines") ?? [])].map((list) => list.id).join();
  if (ids(by("side")) !== ids(fresh)) {
    if (!by("side").querySelector(".consult-say input:focus")) by("side").replaceWith(fresh);
    return;
  }
  for (const list of fresh.querySelectorAll(".consult-lines")) {
    const here = by(list.id);
    if (here.innerHTML === list.innerHTML) continue;
    here.innerHTML = list.innerHTML;
    here.scrollTop = here.scrollHeight;
  }
}

const refreshSoon = later(() => refresh().catch(() => {}), 60);

async function send(form) {
  const field = form.querySelector("input[name=text]");
  if (field && !field.value.trim()) return field.focus();
  try {
    const answer = await post(form.action, [...new FormData(form)]);
    if (answer.status === 401) return location.reload();
    if (!answer.ok) return say(JSON.parse(await answer.text()).sentence, true);
    if (field) field.value = "";
    else document.activeElement?.blur();
    await refresh();
    field?.focus();
  } catch {
    say(words.sayFailed, true);
  }
}

export function start() {
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.consult) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("live", ({ detail }) => {
    if (detail.kind === "consult_changed" && String(detail.thread) === by("thread")?.dataset.thread) refreshSoon();
  });
}
