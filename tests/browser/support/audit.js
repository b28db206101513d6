// What must hold on every page, asked in the browser itself: complaints as sentences.
const complaints = [];
const all = (css, within = document) => [...within.querySelectorAll(css)];
const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[hidden]");
const brief = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 90);
const words = (element) => (element?.textContent ?? "").trim();

function named(element) {
  const by = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  if (by.some((id) => words(document.getElementById(id)))) return true;
  if ((element.getAttribute("aria-label") ?? "").trim()) return true;
  if (element.labels && [...element.labels].some((label) => words(label))) return true;
  if (element.matches("input[type=submit], input[type=button]") && element.value) return true;
  if ((element.getAttribute("title") ?? "").trim()) return true;
  if (element.matches("input, select, textarea")) return false;
  if (all("[aria-label], img[alt]", element).some((part) => part.getAttribute("aria-label") || part.alt)) return true;
  return words(element) !== "";
}

if (!document.documentElement.lang) complaints.push("the page does not say its language (html lang)");
if (!document.title.trim()) complaints.push("the page has no title");
const headings = all("h1").filter(shown);
if (headings.length !== 1) complaints.push(`the page has ${headings.length} h1, it needs one`);
if (all("main").filter(shown).length !== 1) complaints.push("the page needs one main");

const ids = new Set();
for (const element of all("[id]")) {
  if (ids.has(element.id)) complaints.push(`the id ${element.id} is there twice`);
  ids.add(element.id);
}
for (const attribute of ["for", "aria-labelledby", "aria-describedby", "aria-controls"]) {
  for (const element of all(`[${attribute}]`)) {
    for (const id of element.getAttribute(attribute).split(/\s+/).filter(Boolean)) {
      if (!ids.has(id)) complaints.push(`${attribute} names ${id}, which is not there: ${brief(element)}`);
    }
  }
}
const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [tabindex='0']";
for (const element of all(controls).filter(shown)) {
  if (!named(element)) complaints.push(`nothing says what this is for: ${brief(element)}`);
}
for (const image of all("img:not([alt])")) complaints.push(`a picture without alt: ${brief(image)}`);
for (const image of all("svg").filter(shown)) {
  const silent = image.closest("[aria-hidden=true]");
  const spoken = image.getAttribute("role") === "img" && named(image);
  if (!silent && !spoken) complaints.push(`a drawing neither hidden from readers nor named: ${brief(image)}`);
}
for (const element of all("[tabindex]")) {
  if (element.tabIndex > 0) complaints.push(`tabindex above 0 breaks the order: ${brief(element)}`);
}
const width = document.scrollingElement.scrollWidth;
if (width > window.innerWidth + 1) complaints.push(`the page is ${width} wide in a window of ${window.innerWidth}`);
// What scrolls sideways within the page does not widen it.
for (const main of all("main").filter(shown)) {
  if (main.scrollWidth > main.clientWidth + 1) complaints.push(`what is in main is ${main.scrollWidth} wide, and main ${main.clientWidth}`);
}
return complaints;
