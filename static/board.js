// The board: whatever happens to conversations, offers and people, its page is asked for again. Nothing is swapped under
// an open menu, the focus or a selection; what was opened stays open.

import { at, by, fetchHtml, isHeld, later, parse } from "./hand.js";
import { listen } from "./live.js";

const SOON = 250; // several events in a row are one question
const EVERY = 20_000; // times of waiting grow by themselves
const KINDS = new Set(["conversation_changed", "message_added", "offers_changed", "presence_changed", "window_changed"]);

/** Whether somebody is at work on it. */
const inUse = (board) => isHeld(board) || board.querySelector(".menu[open]") !== null;

async function look() {
  if (document.hidden) return;
  const here = by("board-all");
  if (inUse(here)) return;
  const fresh = parse(await fetchHtml(at("/board/fragments/board"))).getElementById("board-all");
  if (!fresh || inUse(here) || fresh.innerHTML === here.innerHTML) return;
  for (const open of here.querySelectorAll(".agent-more[open]")) {
    fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
  }
  here.replaceWith(document.adoptNode(fresh));
}

const soon = later(() => look().catch(() => {}), SOON);
document.addEventListener("live", ({ detail }) => {
  if (KINDS.has(detail.kind)) soon();
});
document.addEventListener("live-reset", soon);
document.addEventListener("visibilitychange", soon);
setInterval(soon, EVERY);
listen();
