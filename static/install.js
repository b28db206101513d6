// The worker that keeps the shell: set up where somebody is signed in, gone where nobody is.

import { at } from "./hand.js";

const { lang, dataset } = document.documentElement;

/** Sets it up, in the user's language and look. */
export function keepShell() {
  if (!("serviceWorker" in navigator)) return;
  const looks = new URLSearchParams({ l: lang, t: dataset.theme ?? "system" });
  const set = () => {
    const options = { scope: at("/"), updateViaCache: "none" };
    navigator.serviceWorker.register(at(`/service-worker.js?${looks}`), options).catch(() => {});
  };
  if (document.readyState === "complete") set();
  else addEventListener("load", set, { once: true });
}

/** Takes it away, with what it kept and what it shows. */
export async function forgetShell() {
  sessionStorage.clear();
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration(at("/"));
  if (!registration) return;
  for (const shown of (await registration.getNotifications?.()) ?? []) shown.close();
  await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("angelia-shell-")) await caches.delete(name);
}
