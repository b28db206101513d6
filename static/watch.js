// Pages of the settings that change by themselves when something arrives: parts with data-live are asked for
// again and exchanged. data-again says in how many seconds a part has more to say in any case. Nothing is
// swapped under the focus or a selection.

import { fetchHtml, isHeld } from "./hand.js";
import { listen } from "./live.js";

let timer = 0;

/** Asks for the page again and exchanges what has changed. */
async function look() {
  const fresh = new DOMParser().parseFromString(await fetchHtml(location.href), "text/html");
  for (const here of document.querySelectorAll("[data-live]")) {
    const there = fresh.getElementById(here.id);
    if (!there || here.innerHTML === there.innerHTML || isHeld(here)) continue;
    for (const details of here.querySelectorAll("details[id][open]")) {
      there.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
    }
    here.replaceWith(document.adoptNode(there));
  }
  again();
}

/** Looks again when a part wants it. */
function again() {
  const waits = [...document.querySelectorAll("[data-again]")].map((part) => Number(part.dataset.again));
  clearTimeout(timer);
  if (waits.length) timer = setTimeout(() => look().catch(() => {}), Math.max(1, Math.min(...waits)) * 1000);
}

document.addEventListener("live", (event) => {
  if (event.detail.kind === "account_touched") look().catch(() => {});
});
document.addEventListener("live-reset", () => look().catch(() => {}));
listen();
again();
