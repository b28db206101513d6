// The pocket Twilio's phone: keeps an open page fresh and sends its forms without leaving it.
// Everything works without this file; it only saves reloads.

const page = document.querySelector("[data-live-page]");

/** Takes over every live part of `fresh` that differs, but never one that holds the focus and typed text. */
function take(fresh) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next || next.outerHTML === part.outerHTML) continue;
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    if (held instanceof HTMLSelectElement) continue;
    if ([...part.querySelectorAll("audio")].some((sound) => !sound.paused)) continue;
    part.replaceWith(next);
    if (held) {
      const same = (name) => held.getAttribute(name) === null ? "" : `[${name}="${CSS.escape(held.getAttribute(name))}"]`;
      next.querySelector(`${held.localName}${same("name")}${same("value")}${same("href")}`)?.focus({ preventScroll: true });
    }
  }
  document.title = fresh.title;
}

let running = false;
let again = false;
let stale = false;

async function refresh() {
  if (document.hidden) {
    stale = true;
    return;
  }
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" }, cache: "no-store" });
    if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    stale = true;
  }
  running = false;
  if (again) {
    again = false;
    refresh();
  }
}

/** Posts a form and stays; the redirect's target is the page that is open already. */
async function quietly(form, button) {
  const data = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) }).catch(() => null);
  if (!answer?.ok) return false;
  if (form.hasAttribute("data-say")) {
    const field = form.elements.namedItem("text");
    field.value = "";
    field.focus();
    if (form.elements.namedItem("reply")) {
      form.elements.namedItem("reply").remove();
      document.getElementById("answering")?.remove();
      const url = new URL(location.href);
      url.searchParams.delete("reply");
      history.replaceState(null, "", url);
    }
  }
  form.closest("details.menu")?.removeAttribute("open");
  refresh();
  return true;
}

if (page) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-quiet")) return;
    event.preventDefault();
    quietly(form, event.submitter).then((done) => done || form.submit());
  });
  document.addEventListener("change", (event) => {
    if (event.target.hasAttribute("data-bring") && event.target.files.length > 0) event.target.form.submit();
    if (event.target.hasAttribute("data-submit")) {
      const form = event.target.form;
      event.target.blur();
      quietly(form, null);
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && stale) {
      stale = false;
      refresh();
    }
  });
  const events = new EventSource("/phone/live");
  events.addEventListener("message", refresh);
  events.addEventListener("open", refresh);
  setInterval(refresh, 20000);
}
