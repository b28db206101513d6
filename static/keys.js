// Single keys, while nobody types: through the list, into the field. Greek layouts give other letters; the
// place of the key counts then.

import { by, isCommand, letter } from "./hand.js";
import { quoteOne } from "./beside.js";
import { compose, state } from "./composer.js";
import { isShown, show as notes } from "./notes.js";

const rows = () => [...by("rows").querySelectorAll(".row")];

/** The row `step` further than the one with the focus, or than the open one. */
export function neighbour(step) {
  const all = rows();
  const focused = all.indexOf(document.activeElement?.closest?.(".row"));
  const here = focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current"));
  return all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step] ?? null;
}

export function start({ open, prefetch }) {
  const go = (step) => {
    const row = neighbour(step);
    if (!row) return;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
    prefetch(row.href);
  };
  const tab = (place) => by("tabs").querySelectorAll(".tab")[place]?.click();
  const commands = {
    j: () => go(1),
    k: () => go(-1),
    r: () => reply(),
    a: () => by("transfer")?.click(),
    n: () => notes(true),
    t: () => template(),
    e: () => by("end")?.click(),
    h: () => by("wait")?.click(),
    u: () => by("unread-tab")?.click(),
    q: () => quoteOne(),
    w: () => by("to-write")?.click(),
    i: () => by("thread-menu")?.querySelector("a")?.click(),
    "/": () => by("q")?.select(),
    1: () => tab(0),
    2: () => tab(1),
    3: () => tab(2),
    4: () => tab(3),
    5: () => by("mentions-tab")?.click(),
  };

  function reply() {
    const focused = document.activeElement?.closest?.(".row");
    if (focused && !focused.hasAttribute("aria-current")) {
      open(focused.href, { focus: "text" });
    } else if (isShown()) {
      notes(false);
    } else if (state() === "template") {
      compose("text").catch(() => {});
    } else {
      (by("template-search") ?? by("text") ?? by("hold"))?.focus();
    }
  }

  function template() {
    if (state() === "text") compose("template").catch(() => {});
    else by("template-search")?.focus();
  }

  let afterG = false; // "g i" belongs to every page
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && event.target.closest?.("#thread-foot, .search")) {
      // Out of the field; what stands in it stays.
      event.target.blur();
      document.activeElement?.blur?.();
      return;
    }
    if (!isCommand(event)) return;
    const key = letter(event);
    const command = afterG ? null : commands[key];
    afterG = key === "g";
    if (!command || by("keys")?.matches(":popover-open")) return;
    event.preventDefault();
    command();
  });
}
