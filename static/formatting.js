// WhatsApp's formatting of what is being typed: as it will look, and buttons and keys that put the marks.
// The rules are those of src/domain/formatting.rs; tests/fixtures/whatsapp-formatting.json holds both to them.

import { by } from "./hand.js";

const isWord = (c) => c !== undefined && /[\p{Alphabetic}\p{N}]/u.test(c);
const isBlank = (c) => /\s/.test(c);
const LINK = /https?:\/\/[^\s<>"«»]+/g;
const TAIL = /[.,;:!?)\]'·…*_~`]+$/;
const MARKS = { "*": "bold", _: "italic", "~": "strike" };
const ELEMENTS = { bold: "strong", italic: "em", strike: "s", mono: "code" };

/** Runs of characters that look alike: text, and bold, italic, strike, mono. */
export function spans(text) {
  const letters = [...text].map((c) => ({ c, look: {}, hidden: false, plain: false }));
  links(text, letters);
  code(letters, 3);
  code(letters, 1);
  for (const sign of Object.keys(MARKS)) mark(letters, sign);
  const runs = [];
  for (const { c, look, hidden } of letters) {
    if (hidden) continue;
    const key = Object.keys(ELEMENTS).filter((name) => look[name]).join(" ");
    if (runs.at(-1)?.key === key) runs.at(-1).text += c;
    else runs.push({ key, text: c, look });
  }
  return runs;
}

/** In a link nothing is a mark. */
function links(text, letters) {
  for (const found of text.matchAll(LINK)) {
    const start = [...text.slice(0, found.index)].length;
    const length = [...found[0].replace(TAIL, "")].length;
    for (const letter of letters.slice(start, start + length)) letter.plain = true;
  }
}

function code(letters, length) {
  const fence = (at) => at + length <= letters.length && letters.slice(at, at + length).every(({ c, plain }) => c === "`" && !plain);
  let at = 0;
  while (at < letters.length) {
    if (!fence(at)) {
      at += 1;
      continue;
    }
    const start = at + length;
    let close = start;
    while (close < letters.length && !fence(close) && (length === 3 || letters[close].c !== "\n")) close += 1;
    const inside = letters.slice(start, close);
    if (!fence(close) || inside.every(({ c }) => isBlank(c))) {
      at = start;
      continue;
    }
    for (const letter of letters.slice(at, close + length)) letter.plain = true;
    for (const letter of [...letters.slice(at, start), ...letters.slice(close, close + length)]) letter.hidden = true;
    for (const letter of inside) letter.look.mono = true;
    at = close + length;
  }
}

function mark(letters, sign) {
  const isSign = (letter) => letter?.c === sign && !letter.plain;
  const outside = (letter) => !letter || (letter.c !== sign && !isWord(letter.c));
  const inside = (letter) => Boolean(letter) && letter.c !== sign && !isBlank(letter.c);
  for (let at = 0; at < letters.length; at += 1) {
    if (!isSign(letters[at]) || !outside(letters[at - 1]) || !inside(letters[at + 1])) continue;
    let close = at + 2;
    const ends = () => isSign(letters[close]) && inside(letters[close - 1]) && outside(letters[close + 1]);
    while (close < letters.length && letters[close].c !== "\n" && !ends()) close += 1;
    if (close >= letters.length || letters[close].c === "\n") continue;
    letters[at].hidden = letters[close].hidden = true;
    for (const letter of letters.slice(at + 1, close)) letter.look[MARKS[sign]] = true;
    at = close;
  }
}

/** Puts a text into an element as the phone shows it. Whatever it says, it stays text. */
export function show(element, text) {
  element.replaceChildren(
    ...spans(text).map(({ text: words, look }) => {
      let node = document.createTextNode(words);
      for (const name of Object.keys(ELEMENTS).filter((name) => look[name]).reverse()) {
        const around = document.createElement(ELEMENTS[name]);
        around.append(node);
        node = around;
      }
      return node;
    }),
  );
}

/** Below the field, as soon as something would look otherwise than it is typed. */
export function preview() {
  const place = by("looks");
  if (!place) return;
  const text = by("text").value.trim();
  const formatted = spans(text).some(({ key }) => key);
  place.hidden = !formatted;
  if (formatted) show(place.querySelector("p"), text);
}

/** Puts a text in place of a part of the field, so that it can be undone. */
export function put(field, start, end, text) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Marks what is chosen, or takes the marks away again. */
function toggle(field, sign) {
  const { value } = field;
  let [start, end] = [field.selectionStart, field.selectionEnd];
  // A mark beside a blank is none.
  while (start < end && isBlank(value[start])) start += 1;
  while (start < end && isBlank(value[end - 1])) end -= 1;
  const words = value.slice(start, end);
  const marked = words.length > 2 * sign.length && words.startsWith(sign) && words.endsWith(sign);
  if (value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign && start >= sign.length) {
    put(field, start - sign.length, end + sign.length, words);
    field.setSelectionRange(start - sign.length, end - sign.length);
  } else if (marked) {
    put(field, start, end, words.slice(sign.length, -sign.length));
    field.setSelectionRange(start, end - 2 * sign.length);
  } else {
    put(field, start, end, sign + words + sign);
    field.setSelectionRange(start + sign.length, end + sign.length);
  }
}

export function start() {
  document.addEventListener("mousedown", (event) => {
    // The field keeps the focus and what is chosen in it.
    if (event.target.closest("[data-mark]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) toggle(by("text"), button.dataset.mark);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "text" || event.isComposing || event.altKey || event.shiftKey) return;
    if (!(event.ctrlKey || event.metaKey)) return;
    const sign = { KeyB: "*", KeyI: "_" }[event.code];
    if (!sign) return;
    event.preventDefault();
    toggle(event.target, sign);
  });
}
