// First steps: while the first message is awaited, the list is asked for again, so that the page changes
// by itself. Nothing is swapped under the focus or a selection.

import { at } from "./hand.js";

const EVERY = 3000;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(at("/admin"), { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const selector of ["#todo", ".progress"]) {
    const [here, there] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (!here || !there || here.innerHTML === there.innerHTML) continue;
    const selected = getSelection().toString() !== "" && here.contains(getSelection().anchorNode);
    if (selected || here.contains(document.activeElement)) continue;
    here.replaceWith(document.adoptNode(there));
  }
  if (!document.querySelector(".listening")) clearInterval(timer);
}

const timer = setInterval(() => look().catch(() => {}), EVERY);
