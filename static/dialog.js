// A form that is a page of its own without scripts, shown over the thread with them.

import { by, fetchHtml, NotNow, parse } from "./hand.js";

const box = () => by("over-thread");

/** Closes what is shown. */
export function close() {
  box()?.close();
}

async function show(link) {
  const form = parse(await fetchHtml(link.href)).getElementById(link.dataset.dialog);
  if (!form) throw new NotNow("no such form");
  box()?.remove();
  const dialog = document.createElement("dialog");
  dialog.id = "over-thread";
  dialog.className = "over-thread";
  // The thread below has the page's first heading.
  const [first, title] = [form.querySelector("h1"), document.createElement("h2")];
  Object.assign(title, { id: first.id, tabIndex: -1, textContent: first.textContent });
  first.replaceWith(title);
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  by("inbox").append(dialog);
  dialog.showModal();
  (form.querySelector("input:is([type=radio], [type=checkbox]):not(:disabled)") ?? title).focus();
}

/** Says in the form what was refused; whether there is one. */
export function complain(sentence) {
  const error = box()?.querySelector(".error[role=alert]");
  if (!error) return false;
  error.textContent = sentence;
  error.hidden = false;
  return true;
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      link.closest("details")?.removeAttribute("open");
      show(link).catch(() => location.assign(link.href));
    } else if (event.target.closest("#over-thread [data-close]")) {
      event.preventDefault();
      close();
    }
  });
}
