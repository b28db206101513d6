// Many rows at once: ticked by v, by a click, and with Shift as a range; what was done, and its undo.

import { by, parse, post, say } from "./hand.js";
import * as list from "./list.js";

let last = null; // the row that was ticked last

const boxes = () => [...by("rows").querySelectorAll(".choose input")];
const chosen = () => boxes().filter((box) => box.checked);
const max = () => Number(by("bulk").dataset.max);

export const isChoosing = () => by("list").classList.contains("is-choosing");

function enter() {
  by("list").classList.add("is-choosing");
}

function leave() {
  for (const box of boxes()) box.checked = false;
  by("bulk-all").checked = false;
  for (const menu of by("bulk").querySelectorAll("details[open]")) menu.open = false;
  by("list").classList.remove("is-choosing");
  by("bulk-error").hidden = true;
  last = null;
  show();
}

function show() {
  const [one, many, none, much] = JSON.parse(by("bulk-count").dataset.words);
  const count = chosen().length;
  const text = count === 0 ? none : (count === 1 ? one : many).replace("#", count);
  by("bulk-count").textContent = count > max() ? `${text}. ${much}` : text;
  if (count) say(by("bulk-count").textContent);
}

/** Ticks the row that has the focus, or the open one. */
export function toggle(row) {
  const box = row?.closest("li")?.querySelector(".choose input");
  if (!box) return;
  enter();
  box.checked = !box.checked;
  last = box;
  show();
}

function range(to) {
  const all = boxes();
  const [from, end] = [all.indexOf(last), all.indexOf(to)].sort((a, b) => a - b);
  if (from < 0) return;
  for (const box of all.slice(from, end + 1)) box.checked = to.checked;
}

/** Shows what was done where the list begins; nothing of the list moves under the hand that did it. */
function showDone(fresh) {
  by("bulk-done")?.remove();
  by("rows").before(fresh);
  say(fresh.querySelector("p").textContent, true);
}

async function submit(event) {
  const form = event.target;
  if (!("bulkForm" in form.dataset)) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)];
  try {
    const answer = await post(form.action, fields);
    if (answer.status === 401) return location.reload();
    if (!answer.ok) return complain((await answer.json()).sentence);
    const fresh = parse(await answer.text()).querySelector("#bulk-done");
    leave();
    showDone(fresh);
    list.agree();
    (by("undo") ?? by("rows")).focus({ preventScroll: true });
  } catch {
    complain(by("offline").querySelector("span").textContent);
  }
}

function complain(sentence) {
  const place = by("bulk-error");
  place.textContent = sentence ?? "";
  place.hidden = !isChoosing();
  say(sentence ?? "", true);
}

export function start() {
  document.addEventListener("submit", submit);
  by("rows").addEventListener("click", (event) => {
    const box = event.target.closest(".choose input");
    if (box) {
      if (event.shiftKey && last) range(box);
      last = box;
      return show();
    }
    // While choosing a click on a row ticks it, and Shift begins choosing from anywhere.
    const row = event.target.closest(".row");
    if (!row || event.ctrlKey || event.metaKey || !(isChoosing() || event.shiftKey)) return;
    event.preventDefault();
    const own = row.closest("li").querySelector(".choose input");
    if (event.shiftKey && last) {
      own.checked = true;
      range(own);
      last = own;
      show();
    } else {
      toggle(row);
    }
  }, true);
  by("bulk-leave").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
    by("rows").focus({ preventScroll: true });
  });
  by("choose").addEventListener("click", (event) => {
    event.preventDefault();
    if (isChoosing()) return leave();
    enter();
    show();
  });
  by("bulk-all").addEventListener("change", () => {
    for (const box of boxes().slice(0, max())) box.checked = by("bulk-all").checked;
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isChoosing() || event.defaultPrevented) return;
    const menu = by("bulk").querySelector("details[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (!event.target.closest?.("#thread-foot, .search, dialog")) {
      leave();
    }
  });
  if (isChoosing()) show();
}

/** Whether rows are chosen. */
export const has = () => isChoosing() && chosen().length > 0;

/** The key of an act in the bar, while rows are chosen. */
export function act(key) {
  if (!has()) return false;
  const place = { a: 0, l: 1, s: 2 }[key];
  if (key === "e") by("bulk").querySelector("[value=close]").focus();
  if (place === undefined) return key === "e";
  const menu = by("bulk").querySelectorAll("details")[place];
  menu.open = true;
  menu.querySelector("select, input").focus();
  return true;
}
