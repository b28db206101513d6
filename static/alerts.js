// What an offer does beside showing itself: a sound, and a notification while the page is in the background. Both
// are this browser's own affair, so the choice is kept in it; nobody is ever asked for permission uninvited.

const SOUND = "angelia-sound"; // "off", or nothing
const RUNG = "angelia-rung"; // the last one that was rung for, whichever tab did it

export const soundIsOn = () => localStorage.getItem(SOUND) !== "off";

export function setSound(on) {
  if (on) localStorage.removeItem(SOUND);
  else localStorage.setItem(SOUND, "off");
}

/** Two short notes, soft at both ends. */
export function play() {
  // Before the first press in a page browsers let nothing sound.
  if (!navigator.userActivation?.hasBeenActive || !("AudioContext" in window)) return;
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  [659.3, 880].forEach((pitch, place) => {
    const start = context.currentTime + place * 0.16;
    const note = context.createOscillator();
    const shape = context.createGain();
    note.type = "sine";
    note.frequency.value = pitch;
    shape.gain.setValueAtTime(0, start);
    shape.gain.linearRampToValueAtTime(0.18, start + 0.02);
    shape.gain.exponentialRampToValueAtTime(0.001, start + 0.34);
    note.connect(shape).connect(volume);
    note.start(start);
    note.stop(start + 0.36);
    if (place === 1) note.addEventListener("ended", () => context.close());
  });
}

function show(title, text, href) {
  if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
  const shown = new Notification(title, { body: text, tag: "angelia-offer" });
  shown.addEventListener("click", () => {
    window.focus();
    location.assign(href);
  });
}

/** Once for each `id`, in one tab of however many. */
export function alarm(id, title, text, href) {
  const ring = () => {
    if (localStorage.getItem(RUNG) === id) return;
    localStorage.setItem(RUNG, id);
    if (soundIsOn()) play();
    show(title, text, href);
  };
  if (navigator.locks) navigator.locks.request("angelia-ring", ring);
  else ring();
}
