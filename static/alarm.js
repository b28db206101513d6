// For admins, on every page: the banner that says that Twilio refuses an account's credentials comes and goes by
// itself. Which page it is does not matter, so only the banner is asked for.

import { at, by, fetchHtml, isHeld, later, parse } from "./hand.js";
import { listen } from "./live.js";

const SOON = 300; // several failures in a row are one question

/** The place above everything; where nothing stands yet, it is made. */
function top() {
  const app = document.querySelector(".app");
  const here = app.querySelector(":scope > .top");
  if (here) return here;
  const made = document.createElement("div");
  made.className = "top";
  app.prepend(made);
  return made;
}

async function look() {
  const fresh = parse(await fetchHtml(at("/admin/fragments/alarm"))).getElementById("alarm");
  const here = by("alarm");
  if (here && (isHeld(here) || here.innerHTML === fresh?.innerHTML)) return;
  if (!fresh) {
    const place = here?.parentElement;
    here?.remove();
    if (place && !place.firstElementChild) place.remove();
  } else if (here) here.replaceWith(fresh);
  else top().append(fresh);
}

const soon = later(() => look().catch(() => {}), SOON);
document.addEventListener("live", ({ detail }) => {
  if (detail.kind === "account_touched") soon();
});
document.addEventListener("live-reset", soon);
listen();
