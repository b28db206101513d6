// What the keys of the inbox do: through the list, into the field. Which keys they are, the page's list of keys says.

import { by } from "./hand.js";
import { quoteOne } from "./beside.js";
import { add, isReachable, press } from "./commands.js";
import { compose, state } from "./composer.js";
import { isShown, show as notes } from "./notes.js";
import * as bulk from "./bulk.js";

/** The row `step` further than the one with the focus, or than the open one. */
export function neighbour(step) {
  const parts = [...by("rows").querySelectorAll(".rows")].filter((part) => part.children.length);
  if (step < 0) parts.reverse();
  // From one row to the next, however many there are.
  const [end, next] = step > 0 ? ["firstElementChild", "nextElementSibling"] : ["lastElementChild", "previousElementSibling"];
  const focused = document.activeElement?.closest?.("#rows .row");
  const here = (focused ?? by("rows").querySelector(".row[aria-current]"))?.closest("li");
  if (!here) return parts[0]?.[end].firstElementChild ?? null;
  const beyond = parts[parts.indexOf(here.parentElement) + 1]?.[end];
  return (here[next] ?? beyond)?.firstElementChild ?? null;
}

/** The row with the focus, or the open one. */
const chosenRow = () => document.activeElement?.closest?.(".row") ?? by("rows").querySelector(".row[aria-current]");

const isOpen = () => Boolean(by("thread")?.dataset.conversation);

function template() {
  if (state() === "text") compose("template").catch(() => {});
  else by("template-search")?.focus();
}

/** The tags of the open conversation: beside it, or where that leaves no room, on the page about it. */
function tags() {
  const field = by("tags-conversation");
  field.closest("details").open = true;
  if (isReachable(field)) field.focus();
  else by("thread-menu")?.querySelector("a")?.click();
}

export function start({ open, prefetch }) {
  const go = (step) => {
    const row = neighbour(step);
    if (!row) return;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
    prefetch(row.href);
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

  add("next", () => go(1), () => Boolean(neighbour(1)));
  add("previous", () => go(-1), () => Boolean(neighbour(-1)));
  add("reply", reply, () => isOpen() || Boolean(document.activeElement?.closest?.(".row")));
  add("note", () => notes(true), () => Boolean(by("note-form")));
  add("template", template, () => ["text", "template", "template_only"].includes(state()));
  add("quote", quoteOne, () => state() === "text");
  add("search", () => by("q").select(), () => Boolean(by("q")));
  // While rows are chosen these are about all of them.
  const orMany = (id, key) => add(id, () => bulk.act(key) || by(id)?.click(), () => bulk.has() || isReachable(by(id)));
  orMany("transfer", "a");
  orMany("end", "e");
  add("snooze", () => bulk.act("s") || by("snooze").click(), () => bulk.has() || Boolean(by("snooze")));
  add("tag", () => bulk.act("l") || tags(), () => bulk.has() || Boolean(by("tags-conversation")));
  add("choose", () => bulk.toggle(chosenRow()), () => Boolean(chosenRow()));
  press("undo", () => by("undo"));
  press("wait", () => by("wait"));
  press("unread", () => by("unread-tab"));
  press("write", () => by("to-write"));
  press("contact", () => by("thread-menu")?.querySelector("a"));
  add("tabs", (key) => {
    const tab = key === "5" ? by("mentions-tab") : by("tabs").querySelectorAll(".tab")[Number(key) - 1];
    tab?.click();
  });

  // From a page without a list, "/" leads here.
  if (location.hash === "#q") by("q")?.focus();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && event.target.closest?.("#thread-foot, .search")) {
      // Out of the field; what stands in it stays.
      event.target.blur();
      document.activeElement?.blur?.();
    }
  });
}
