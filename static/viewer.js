// Pictures of a thread, large: a dialog over the page with keys, and a second step to their true size.
// Without scripts each is a plain link.

const words = () => document.getElementById("media-words").dataset;
let dialog = null;
let at = 0;
let all = [];

function make() {
  const text = words();
  const element = document.createElement("dialog");
  element.className = "viewer";
  element.setAttribute("aria-label", text.viewer);
  const bar = document.createElement("div");
  bar.className = "viewer-bar";
  const title = document.createElement("span");
  const button = (sign, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", act);
    return made;
  };
  const save = document.createElement("a");
  save.setAttribute("aria-label", text.download);
  save.title = text.download;
  save.textContent = "⤓";
  save.download = "";
  const before = button("‹", text.before, () => turn(-1));
  const next = button("›", text.next, () => turn(1));
  const zoom = button("+", text.larger, () => enlarge());
  bar.append(title, before, next, zoom, save, button("×", text.close, () => element.close()));
  const stage = document.createElement("div");
  stage.className = "viewer-stage";
  const picture = document.createElement("img");
  stage.append(picture);
  element.append(bar, stage);
  picture.addEventListener("click", (event) => enlarge(event));
  stage.addEventListener("click", (event) => {
    if (event.target === stage) element.close();
  });
  element.addEventListener("keydown", (event) => {
    const act = { ArrowRight: () => turn(1), ArrowLeft: () => turn(-1), "+": () => enlarge(), "-": () => enlarge(null, false) }[event.key];
    if (!act || (picture.classList.contains("is-large") && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    act();
  });
  element.addEventListener("close", () => {
    picture.removeAttribute("src");
    all[at]?.focus();
  });
  document.body.append(element);
  return { element, title, picture, stage, before, next, zoom, save };
}

function show() {
  const link = all[at];
  const small = link.querySelector("img");
  const { title, picture, before, next, save } = dialog;
  enlarge(null, false);
  picture.src = link.href;
  picture.alt = small.alt;
  title.textContent = all.length > 1 ? `${small.alt} · ${at + 1} / ${all.length}` : small.alt;
  save.href = `${link.href}?download`;
  before.disabled = at === 0;
  next.disabled = at === all.length - 1;
}

function turn(by) {
  const to = at + by;
  if (to < 0 || to >= all.length) return;
  at = to;
  show();
}

/** To its true size and back; what was pointed at stays in view. */
function enlarge(event = null, large = !dialog.picture.classList.contains("is-large")) {
  const { picture, stage, zoom } = dialog;
  const box = picture.getBoundingClientRect();
  const point = event ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0.5];
  picture.classList.toggle("is-large", large);
  zoom.textContent = large ? "−" : "+";
  const label = large ? words().smaller : words().larger;
  zoom.setAttribute("aria-label", label);
  zoom.title = label;
  if (large) {
    stage.scrollLeft = picture.offsetWidth * point[0] - stage.clientWidth / 2;
    stage.scrollTop = picture.offsetHeight * point[1] - stage.clientHeight / 2;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-view]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  all = [...document.querySelectorAll("a[data-view]")];
  at = all.indexOf(link);
  dialog ??= make();
  show();
  dialog.element.showModal();
});
