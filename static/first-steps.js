// First steps: a step ticks itself when it happens. Events tell of most; users tell nobody, so the page is
// also asked for now and then. Nothing is swapped under the focus or a selection. When no step is left the
// page has other things to say.

import { at, isHeld, later } from "./hand.js";
import { listen } from "./live.js";

const EVERY = 5000;
const SOON = 100;
const PARTS = ["todo", "progress", "rail-steps", "side-steps"];

async function look() {
  if (document.hidden) return;
  const answer = await fetch(at("/admin"), { headers: { "X-Live": "1" }, credentials: "same-origin" });
  if (answer.status === 401) return location.reload();
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!fresh.getElementById("todo")) return location.reload();
  for (const id of PARTS) {
    const [here, there] = [document.getElementById(id), fresh.getElementById(id)];
    if (!here || !there || here.innerHTML === there.innerHTML || isHeld(here)) continue;
    here.replaceWith(document.adoptNode(there));
  }
}

const soon = later(() => look().catch(() => {}), SOON);
document.addEventListener("live", soon);
document.addEventListener("live-reset", soon);
setInterval(soon, EVERY);
listen();
