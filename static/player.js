// Recordings with their wave, length and speed. The browser's own player stays where this cannot draw, and without scripts.

const words = () => document.getElementById("media-words").dataset;
const SPEEDS = [1, 1.5, 2];
const BARS = 48;
const LARGEST = 3 * 1024 * 1024; // what is decoded for a picture of it
let speed = 1;

const clock = (seconds) => {
  const whole = Number.isFinite(seconds) ? Math.round(seconds) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

/** How loud each part of a recording is, 0 to 1. */
async function wave(url) {
  const answer = await fetch(url);
  if (!answer.ok || Number(answer.headers.get("Content-Length")) > LARGEST) return null;
  const bytes = await answer.arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  const data = sound.getChannelData(0);
  const step = Math.max(1, Math.floor(data.length / BARS));
  const bars = Array.from({ length: BARS }, (_, bar) => {
    let most = 0;
    for (let place = bar * step; place < Math.min((bar + 1) * step, data.length); place += 4) most = Math.max(most, Math.abs(data[place]));
    return most;
  });
  const top = Math.max(...bars, 0.01);
  return bars.map((bar) => bar / top);
}

function draw(canvas, bars, done) {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth * scale, canvas.clientHeight * scale];
  if (width === 0) return;
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  const step = width / bars.length;
  bars.forEach((bar, place) => {
    const tall = Math.max(2 * scale, bar * height);
    pen.globalAlpha = (place + 0.5) / bars.length <= done ? 1 : 0.35;
    pen.fillStyle = style.color;
    pen.fillRect(place * step, (height - tall) / 2, step * 0.6, tall);
  });
}

function icon(name) {
  const use = new URL("icons.svg", import.meta.url);
  return `<svg class="i" aria-hidden="true" focusable="false"><use href="${use.pathname}#${name}"/></svg>`;
}

function dress(box) {
  const sound = box.querySelector("audio");
  if (!sound || box.querySelector(".player")) return;
  const text = words();
  const player = document.createElement("div");
  player.className = "player";
  player.setAttribute("role", "group");
  player.setAttribute("aria-label", sound.getAttribute("aria-label"));
  player.innerHTML = `<button type="button" class="btn player-play"></button><span class="player-line"><canvas aria-hidden="true"></canvas><input type="range" min="0" max="1000" value="0" step="1"></span><button type="button" class="btn btn-quiet btn-small player-speed"></button><span class="player-time"></span>`;
  const [play, fast] = player.querySelectorAll("button");
  const canvas = player.querySelector("canvas");
  const seek = player.querySelector("input");
  const time = player.querySelector(".player-time");
  seek.setAttribute("aria-label", text.seek);
  let bars = Array.from({ length: BARS }, (_, bar) => 0.25 + 0.2 * Math.abs(Math.sin(bar * 1.7)));
  const length = () => (Number.isFinite(sound.duration) ? sound.duration : 0);
  const refresh = () => {
    const label = sound.paused ? text.play : text.pause;
    if (play.title !== label) {
      play.innerHTML = icon(sound.paused ? "i-play" : "i-pause");
      play.title = label;
      play.setAttribute("aria-label", label);
    }
    fast.textContent = `${sound.playbackRate}×`;
    fast.setAttribute("aria-label", `${text.speed} ${sound.playbackRate}`);
    const done = length() ? sound.currentTime / length() : 0;
    seek.value = String(Math.round(done * 1000));
    time.textContent = `${clock(sound.currentTime)} / ${clock(length())}`;
    seek.setAttribute("aria-valuetext", time.textContent);
    draw(canvas, bars, done);
  };
  play.addEventListener("click", () => (sound.paused ? sound.play() : sound.pause()));
  fast.addEventListener("click", () => {
    speed = SPEEDS[(SPEEDS.indexOf(sound.playbackRate) + 1) % SPEEDS.length];
    sound.playbackRate = speed;
  });
  seek.addEventListener("input", () => {
    if (length()) sound.currentTime = (Number(seek.value) / 1000) * length();
  });
  sound.addEventListener("play", () => {
    sound.playbackRate = speed;
    for (const other of document.querySelectorAll("audio, video")) if (other !== sound) other.pause();
  });
  // A recording that this browser cannot play keeps its plain player, which says so.
  sound.addEventListener("error", () => {
    player.remove();
    sound.hidden = false;
  });
  for (const what of ["play", "pause", "timeupdate", "durationchange", "ratechange", "ended", "seeked"]) sound.addEventListener(what, refresh);
  sound.hidden = true;
  sound.before(player);
  player.redraw = refresh;
  refresh();
  new ResizeObserver(refresh).observe(canvas);
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watcher.disconnect();
    wave(sound.currentSrc || sound.src)
      .then((found) => {
        if (found) bars = found;
        refresh();
      })
      .catch(() => {});
  }).observe(player);
}

/** A wave is a picture: it keeps the colours that it was drawn with until it is drawn again. */
function redraw() {
  for (const player of document.querySelectorAll(".player")) player.redraw?.();
}

new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
for (const looks of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(looks).addEventListener("change", redraw);

/** Every recording in a part of the page, now and when it comes. */
export function watch(root) {
  const all = () => root.querySelectorAll("[data-sound]").forEach(dress);
  all();
  new MutationObserver(all).observe(root, { childList: true, subtree: true });
}

watch(document.body);
