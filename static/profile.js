// The part of the profile that is this browser's own: whether it sounds, whether it may notify, which zone it is in.

import { by } from "./hand.js";
import { play, setSound, soundIsOn } from "./alerts.js";

const state = () => ("Notification" in window ? Notification.permission : "denied");

function show() {
  by("alerts-ask").hidden = state() !== "default";
  by("alerts-on").hidden = state() !== "granted";
  by("alerts-off").hidden = state() !== "denied";
}

by("alerts-here").hidden = false;
by("alerts-try").hidden = false;
by("alerts-sound").checked = soundIsOn();
by("alerts-sound").addEventListener("change", (event) => setSound(event.target.checked));
by("alerts-try").addEventListener("click", () => play(Number(by("volume").value)));
by("alerts-ask").addEventListener("click", () => Notification.requestPermission().then(show));
show();

// What "as the browser says" means here.
const here = document.querySelector("[data-here]");
here.textContent = here.dataset.here.replace("#", Intl.DateTimeFormat().resolvedOptions().timeZone);
