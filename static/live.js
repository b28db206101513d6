// One stream of events per browser: a lock chooses the tab that has it, a channel shares it with the
// others (six streams would use up all connections to one host). Events hold ids; who wants more asks.
//
// Heard on the document: "live" with the event, "live-reset" when something may have been missed,
// "live-state" with whether there is a connection, "live-time" with the server's time, "live-looking" with what a
// colleague does, which is true for seconds and is not told again.

import { at } from "./hand.js";

const NAME = `angelia-live${at("")}`; // one host may have several of us
const OFFLINE_AFTER = 5_000;
const AGAIN_AFTER = 3_000;

let last = document.querySelector("[data-position]")?.dataset.position ?? ""; // the newest event this page knows of
let begun = false;
let leads = false;
let source = null; // the stream, in the tab that has it
let connected = true;
let offlineTimer = 0;
const channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;

/** Whether there is a connection as far as we know. */
export const isConnected = () => connected;

const order = (place) => {
  const cut = place.lastIndexOf("-");
  return { boot: place.slice(0, cut), seq: Number(place.slice(cut + 1)) };
};

/** Whether a page that knows `mine` has missed something that happened before `theirs`. */
function missed(mine, theirs) {
  if (!mine || !theirs) return false;
  const [one, two] = [order(mine), order(theirs)];
  return one.boot !== two.boot || one.seq < two.seq;
}

function shout(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

function setConnected(state) {
  if (state) {
    clearTimeout(offlineTimer);
    offlineTimer = 0;
    if (!connected) shout("live-state", (connected = true));
  } else if (connected && !offlineTimer) {
    // Every try fails anew; only the first one starts the clock.
    offlineTimer = setTimeout(() => shout("live-state", (connected = false)), OFFLINE_AFTER);
  }
}

/** What came from the stream, or from the tab that has it. */
function hear(message) {
  switch (message.type) {
    case "change":
      if (last && order(message.id).boot === order(last).boot && order(message.id).seq <= order(last).seq) return;
      last = message.id;
      shout("live", message.data);
      break;
    case "reset":
      last = message.id || last;
      shout("live-reset");
      break;
    case "looking":
      shout("live-looking", message.data);
      break;
    case "time":
      shout("live-time", message.now);
      break;
    case "state":
      setConnected(message.state);
      break;
    case "where":
      if (leads) channel.postMessage({ type: "at", id: last, state: source?.readyState === EventSource.OPEN });
      break;
    case "at":
      if (leads) break;
      if (message.state) setConnected(true);
      if (missed(last, message.id)) hear({ type: "reset", id: message.id });
      break;
  }
}

function tell(message) {
  channel?.postMessage(message);
  hear(message);
}

function connect() {
  leads = true;
  source = new EventSource(at(`/live?after=${encodeURIComponent(last)}`));
  source.addEventListener("change", (event) => {
    tell({ type: "change", id: event.lastEventId, data: JSON.parse(event.data) });
  });
  source.addEventListener("reset", (event) => tell({ type: "reset", id: event.lastEventId }));
  source.addEventListener("looking", (event) => tell({ type: "looking", data: JSON.parse(event.data) }));
  source.addEventListener("time", (event) => tell({ type: "time", now: Number(event.data) }));
  source.addEventListener("open", () => tell({ type: "state", state: true }));
  source.addEventListener("error", () => {
    tell({ type: "state", state: false });
    // Closed for good: the server is away or does not know us any more. The browser does not try again.
    if (source.readyState === EventSource.CLOSED) setTimeout(again, AGAIN_AFTER);
  });
}

async function again() {
  try {
    const answer = await fetch(at("/profile"), { credentials: "same-origin" });
    if (answer.status === 401) {
      location.reload();
      return;
    }
  } catch {
    // Still no connection; the next stream finds out.
  }
  connect();
}

/** The network is back. A stream that outlived the gap says nothing about it. */
function online() {
  if (!leads) channel?.postMessage({ type: "where" });
  else if (source.readyState === EventSource.OPEN) tell({ type: "state", state: true });
  // What was asked for in between was not answered.
  shout("live-reset");
}

/** Begins to listen, here or through the tab that does; once, whoever asks for it. */
export function listen() {
  if (begun) return;
  begun = true;
  channel?.addEventListener("message", (event) => hear(event.data));
  addEventListener("offline", () => setConnected(false));
  addEventListener("online", online);
  if (!channel || !navigator.locks) {
    connect();
    return;
  }
  // Held until the tab is closed; then the next one in line connects, from where it knows.
  navigator.locks.request(NAME, () => {
    connect();
    return new Promise(() => {});
  });
  channel.postMessage({ type: "where" });
}
