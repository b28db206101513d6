// The part of the profile that is this browser's own: whether offers sound here, and whether they may notify.

import { by } from "./hand.js";
import { play, setSound, soundIsOn } from "./alerts.js";

const state = () => ("Notification" in window ? Notification.permission : "denied");

function show() {
  by("alerts-ask").hidden = state() !== "default";
  by("alerts-on").hidden = state() !== "granted";
  by("alerts-off").hidden = state() !== "denied";
}

by("alerts").hidden = false;
by("alerts-sound").checked = soundIsOn();
by("alerts-sound").addEventListener("change", (event) => setSound(event.target.checked));
by("alerts-try").addEventListener("click", play);
by("alerts-ask").addEventListener("click", () => Notification.requestPermission().then(show));
show();
