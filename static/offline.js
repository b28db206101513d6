// There is no connection: looks for one by itself, and opens what was asked for when there is.

import { at, by } from "./hand.js";

const FIRST = 3_000;
const LONGEST = 30_000;

let wait = FIRST;
let timer = 0;
let looking = false;

async function look() {
  if (looking) return;
  looking = true;
  clearTimeout(timer);
  try {
    // Whatever answers, there is somebody; the page itself says the rest.
    await fetch(at("/healthz"), { cache: "no-store", credentials: "omit" });
    // The address is still that of what was asked for; opened by itself this page leads home.
    if (location.pathname === at("/offline")) location.assign(at("/"));
    else location.reload();
  } catch {
    by("offline-state").textContent = by("offline-state").dataset.again;
    wait = Math.min(wait * 1.5, LONGEST);
    timer = setTimeout(look, wait);
  }
  looking = false;
}

by("again").addEventListener("click", look);
addEventListener("online", look);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});
timer = setTimeout(look, FIRST);
