// The server's time in the browser. It runs on performance.now(), for the clock of a PC may be wrong, and is set
// whenever the server says it.

let base = Number(document.querySelector("[data-now]")?.dataset.now ?? Date.now());
let since = performance.now();

/** The server's time in milliseconds. */
export const now = () => base + performance.now() - since;

document.addEventListener("live-time", ({ detail }) => {
  base = detail;
  since = performance.now();
});
