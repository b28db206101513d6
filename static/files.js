// Files beside the words: chosen, dropped or pasted, sent up one after the other while one goes on writing, with how far
// each is. What cannot be sent is refused here already, with the reason; the server asks again.

import { at, by, post, say } from "./hand.js";
import { count, words } from "./clock.js";
import { showError, state } from "./composer.js";

const queue = []; // files on their way up, in the order in which they were chosen
let busy = false;

const tray = () => by("tray");
const pendingList = () => by("tray-pending");
const limit = (name) => Number(tray().dataset[name]);

/** The ids of the files that will go with the answer. */
export const chosen = () => [...document.querySelectorAll("#tray input[name=file]")].map((input) => input.value);

/** Whether something keeps the answer from being sent, and says so. */
export function isWaiting() {
  if (queue.length > 0) {
    showError(words.filesUploading);
    return true;
  }
  const large = tray()?.querySelector(".tray-file.is-bad");
  if (large) {
    showError(words.filesTooLarge);
    large.querySelector("button")?.focus();
  }
  return Boolean(large);
}

/** The tray as the server has it. */
function put(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.querySelector("#tray");
  if (!fresh || !tray() || fresh.dataset.base !== tray().dataset.base) return;
  tray().replaceWith(fresh);
}

/** The files are on their way: none is left in the tray. */
export function sent() {
  tray()?.replaceChildren();
}

export async function refresh() {
  if (!tray()) return;
  const answer = await fetch(at(tray().dataset.base), { headers: { "X-Live": "1" }, credentials: "same-origin" });
  if (answer.ok) put(await answer.text());
}

/** What is wrong with a file before it is sent anywhere. Pictures that are too large can be made smaller there. */
function problem(file) {
  if (file.size === 0) return words.filesEmpty.replace("#", file.name);
  const most = file.type === "image/webp" ? limit("stickerMax") : limit("fileMax");
  if (file.size > most) {
    return words.filesMost.replace("##", file.name).replace("#", size(file.size));
  }
  return "";
}

const size = (bytes) => `${(bytes / 1_048_576).toLocaleString(words.lang, { maximumFractionDigits: 1 })} MB`;

export function add(files) {
  if (!tray() || state() !== "text") return;
  const room = limit("filesMax") - chosen().length - queue.length;
  const taken = [...files];
  if (taken.length > room) {
    showError(count(words.filesTooMany, limit("filesMax")));
    taken.length = Math.max(room, 0);
  }
  for (const file of taken) {
    const wrong = problem(file);
    if (wrong) {
      showError(wrong);
      say(wrong, true);
      continue;
    }
    queue.push({ file, base: tray().dataset.base, line: pending(file) });
  }
  pump();
}

/** A line for a file on its way up. */
function pending(file) {
  const line = document.createElement("li");
  line.className = "tray-file";
  const name = document.createElement("b");
  name.dir = "auto";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "btn btn-quiet btn-icon";
  cancel.setAttribute("aria-label", words.filesCancel.replace("#", file.name));
  cancel.innerHTML = `<svg class="i" aria-hidden="true" focusable="false"><use href="${at("/static/icons.svg#i-x")}"/></svg>`;
  cancel.addEventListener("click", () => stop(line));
  const holder = document.createElement("span");
  holder.className = "tray-name";
  holder.append(name, bar);
  line.append(holder, cancel);
  pendingList().append(line);
  return line;
}

function stop(line) {
  const place = queue.findIndex((entry) => entry.line === line);
  if (place < 0) return;
  const [entry] = queue.splice(place, 1);
  entry.request?.abort();
  line.remove();
  by("text")?.focus();
}

function pump() {
  if (busy || queue.length === 0) return;
  busy = true;
  const entry = queue[0];
  const request = new XMLHttpRequest();
  entry.request = request;
  request.open("POST", at(entry.base));
  request.setRequestHeader("X-Live", "1");
  request.setRequestHeader("X-Csrf", by("inbox").dataset.csrf);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) entry.line.querySelector("progress").value = event.loaded / event.total;
  });
  const done = () => {
    if (queue[0] === entry) queue.shift();
    entry.line.remove();
    busy = false;
    pump();
  };
  request.addEventListener("load", () => {
    done();
    if (request.status === 200) {
      put(request.responseText);
      say(words.filesReady.replace("#", entry.file.name));
      return;
    }
    showError(sentence(request.responseText) || words.filesFailed.replace("#", entry.file.name));
  });
  request.addEventListener("error", () => {
    done();
    showError(words.filesFailed.replace("#", entry.file.name));
  });
  request.addEventListener("abort", done);
  const form = new FormData();
  form.append("attach", entry.file, entry.file.name);
  request.send(form);
}

function sentence(body) {
  try {
    return JSON.parse(body).sentence ?? "";
  } catch {
    return "";
  }
}

// ---- a voice note

const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const LONGEST = 15 * 60_000;
let recorder = null;
let ticking = 0;

function recordable() {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return words.voiceInsecure;
  if (!window.MediaRecorder) return words.voiceNot;
  return KINDS.some((kind) => MediaRecorder.isTypeSupported(kind)) ? "" : words.voiceNot;
}

async function record() {
  if (recorder) {
    recorder.stop();
    return;
  }
  const wrong = recordable();
  if (wrong) {
    showError(wrong);
    return;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    showError(words.voiceDenied);
    return;
  }
  const kind = KINDS.find((candidate) => MediaRecorder.isTypeSupported(candidate));
  const parts = [];
  recorder = new MediaRecorder(stream, { mimeType: kind });
  recorder.addEventListener("dataavailable", (event) => event.data.size > 0 && parts.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    const wanted = !recorder.thrown;
    recorder = null;
    shown(0);
    if (wanted && parts.length > 0) {
      const end = kind.startsWith("audio/ogg") ? "ogg" : kind.startsWith("audio/webm") ? "webm" : "m4a";
      add([new File(parts, `voice.${end}`, { type: kind.split(";")[0] })]);
    }
  });
  recorder.start(1_000);
  const began = Date.now();
  shown(began);
  ticking = setInterval(() => {
    shown(began);
    if (Date.now() - began > LONGEST) recorder?.stop();
  }, 500);
}

/** The button while it records; 0 when it does not. */
function shown(began) {
  const button = by("record");
  if (!began) clearInterval(ticking);
  if (!button) return;
  button.setAttribute("aria-pressed", String(began > 0));
  const label = began ? words.voiceStop : words.voiceRecord;
  button.setAttribute("aria-label", label);
  button.title = label;
  const seconds = Math.floor((Date.now() - began) / 1_000);
  by("record-time").textContent = began ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
  by("record-cancel").hidden = !began;
}

// ---- events

export function start() {
  document.addEventListener("change", (event) => {
    if (event.target.id !== "attach") return;
    add(event.target.files);
    event.target.value = "";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.tray) {
      event.preventDefault();
      button.disabled = true;
      post(at(button.dataset.tray), {}).then(async (answer) => {
        const body = await answer.text();
        if (answer.ok) put(body);
        else showError(sentence(body) || words.sayFailed);
        button.disabled = false;
        by("text")?.focus();
      }, () => {
        button.disabled = false;
        showError(words.sayFailed);
      });
    } else if (button.id === "attach-open") {
      by("attach").click();
    } else if (button.id === "record") {
      record();
    } else if (button.id === "record-cancel" && recorder) {
      recorder.thrown = true;
      recorder.stop();
      by("record").focus();
    }
  });
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (event.target.id !== "text" || files.length === 0) return;
    event.preventDefault();
    add(files);
  });
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (shows) => by("thread")?.toggleAttribute("data-drop", shows);
  document.addEventListener("dragover", (event) => {
    if (!carries(event) || !tray() || !event.target.closest?.("#thread")) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget?.closest?.("#thread")) over(false);
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    // A file that is dropped beside the thread would be opened instead of the inbox.
    event.preventDefault();
    over(false);
    if (event.target.closest?.("#thread")) add(event.dataTransfer.files);
  });
  addEventListener("beforeunload", (event) => {
    if (queue.length > 0 || recorder) event.preventDefault();
  });
}
