// Rules are dragged by their number into another place. The buttons above and below it do the same without a mouse.

let dragged = null;

const isRule = (node) => node?.matches?.("li.rule[id^=rule-]");
const rules = (list) => [...list.children].filter(isRule);

/** The rule under the pointer, if it stands in the same list, and whether the pointer is in its lower half. */
function target(event) {
  const over = event.target.closest?.("[data-rules] > li.rule");
  if (!dragged || !isRule(over) || over.parentElement !== dragged.parentElement) return null;
  const box = over.getBoundingClientRect();
  return { over, after: event.clientY > box.top + box.height / 2 };
}

function unmark() {
  for (const node of document.querySelectorAll(".is-before, .is-after")) node.classList.remove("is-before", "is-after");
}

function drop({ over, after }) {
  const order = rules(dragged.parentElement).filter((rule) => rule !== dragged);
  const place = order.indexOf(over) + (after ? 2 : 1);
  const form = dragged.querySelector("form.rule-move");
  for (const [name, value] of [["act", "to"], ["place", place]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

for (const list of document.querySelectorAll("[data-rules]")) {
  if (rules(list).length < 2) continue;
  for (const rule of rules(list)) {
    const grip = rule.querySelector(".rule-move > span");
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      dragged = rule;
      rule.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", rule.id);
      event.dataTransfer.setDragImage(rule, 12, 12);
    });
    grip.addEventListener("dragend", () => {
      rule.classList.remove("is-dragged");
      dragged = null;
      unmark();
    });
  }
  list.addEventListener("dragover", (event) => {
    const here = target(event);
    unmark();
    if (!here) return;
    event.preventDefault();
    if (here.over !== dragged) here.over.classList.add(here.after ? "is-after" : "is-before");
  });
  list.addEventListener("drop", (event) => {
    const here = target(event);
    if (!here) return;
    event.preventDefault();
    if (here.over !== dragged) drop(here);
  });
}
