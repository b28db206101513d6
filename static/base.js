// On every page: the time zone for the server, menus that close, copy buttons.

import { at, say } from "./hand.js";

document.cookie = `angelia_tz=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=${at("") || "/"}; max-age=31536000; samesite=lax`;

// Menus are details elements: one is open at a time, a press elsewhere and Escape close it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

// Copy buttons: data-copy holds the text, or is empty for the code element before the button.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.dataset.copy || button.previousElementSibling?.textContent || "";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    select(button.previousElementSibling);
    return;
  }
  const before = button.innerHTML;
  button.innerHTML = `<svg class="i" aria-hidden="true" focusable="false"><use href="${at("/static/icons.svg#i-tick")}"/></svg>`;
  button.append(button.dataset.copied ?? "");
  button.classList.add("is-copied");
  say(button.dataset.copied ?? "");
  setTimeout(() => {
    button.innerHTML = before;
    button.classList.remove("is-copied");
  }, 2000);
});

/** Where the clipboard is closed to pages (plain http), the text is at least selected. */
function select(node) {
  if (node) getSelection().selectAllChildren(node);
}

// Buttons that show what is typed into a password field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (!button) return;
  const field = document.getElementById(button.dataset.reveal);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
});

// What went wrong in a form is read first.
document.querySelector("[data-focus]")?.focus();

// A line of a long text is shown: the cursor goes to its beginning.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  const area = link && document.querySelector(link.hash);
  if (!area) return;
  event.preventDefault();
  const lines = area.value.split("\n");
  const at = lines.slice(0, link.dataset.line - 1).join("\n").length + (link.dataset.line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(at, at + (lines[link.dataset.line - 1]?.length ?? 0));
  area.scrollTop = (link.dataset.line - 3) * (area.scrollHeight / lines.length);
});
