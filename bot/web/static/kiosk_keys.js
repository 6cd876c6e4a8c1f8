// The pinyin keyboard on the screen: letters become words that our own server offers. A real keyboard works the same way.
import { suggestions } from "./server.js";
import { show } from "./kiosk_stage.js";

const LETTER = /^[a-z']$/;
const LONGEST_LETTERS = 40;
const LONGEST_SUGGESTED = 20;
const OFFERS = 6;

let board = null;

/** One stay on the writing view: what is typed, what is still letters, what is offered for them. */
class Board {
  constructor(root) {
    this.root = root;
    this.field = document.getElementById("text");
    this.letters = "";
    this.words = [];
    this.pages = [0];
    this.shown = 0;
    this.line = document.getElementById("offers-line");
    this.usual = [this.line.textContent, [...document.getElementById("offers").children]];
    this.english = false;
    this.asked = 0;
    this.found = Promise.resolve();
    this.steps = Promise.resolve();
  }

  /** Keys count in the order they were struck, also those struck while the words for earlier letters are on their way. */
  next(step) {
    this.steps = this.steps.then(step, step);
  }

  press(key) {
    if (LETTER.test(key) && !this.english) {
      if (key !== "'" || this.letters) this.spell((this.letters + key).slice(0, LONGEST_LETTERS));
    } else {
      this.commit();
      this.write(key);
    }
  }

  act(name, button) {
    if (name === "delete") this.letters ? this.spell(this.letters.slice(0, -1)) : this.erase();
    else if (name === "clear") this.clear();
    else if (name === "space") return this.space();
    else if (name === "face") this.turnFace(button);
    else if (name === "english") this.turnEnglish(button);
    return undefined;
  }

  /** The first word; letters that are no word go in as they are. */
  async space() {
    await this.found;
    if (this.words.length) this.choose(this.pages.at(-1));
    else if (this.letters) this.commit();
    else this.write(" ");
  }

  /** Takes a word by its place in the row; the words have to be those for all the letters typed. */
  async pick(place) {
    await this.found;
    this.choose(this.pages.at(-1) + place);
  }

  enter() {
    this.letters ? this.commit() : this.ask();
  }

  digit(key) {
    return this.letters ? this.pick(Number(key) - 1) : this.press(key);
  }

  write(text) {
    const { selectionStart: from, selectionEnd: to, maxLength } = this.field;
    if (this.field.value.length - (to - from) + text.length > maxLength) return;
    this.field.setRangeText(text, from, to, "end");
    this.changed();
  }

  erase() {
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    const before = [...value.slice(0, from)];
    const start = from === to && before.length ? from - before.pop().length : from;
    this.field.setRangeText("", start, to, "end");
    this.changed();
  }

  clear() {
    this.field.value = "";
    this.spell("");
    this.changed();
  }

  /** Letters that were never chosen go in as they are. */
  commit() {
    const rest = this.letters;
    this.spell("");
    if (rest) this.write(rest);
  }

  choose(index) {
    const word = this.words[index];
    if (!word) return;
    this.write(word.text);
    this.spell(this.letters.slice(word.used).replace(/^'/, ""));
  }

  spell(letters) {
    this.letters = letters;
    document.getElementById("letters").textContent = letters;
    this.found = this.look(letters, ++this.asked);
  }

  async look(letters, turn) {
    if (!letters) return this.offer([]);
    const words = await candidates(letters);
    if (turn === this.asked && board === this) this.offer(words);
    return undefined;
  }

  offer(words) {
    this.words = words;
    this.pages = [0];
    this.draw();
  }

  turn(by) {
    if (by > 0) this.pages.push(this.pages.at(-1) + this.shown);
    else if (this.pages.length > 1) this.pages.pop();
    this.draw();
  }

  /** As many words as the row has room for. */
  draw() {
    document.getElementById("letters").textContent = this.letters;
    const place = document.getElementById("candidates");
    const from = this.pages.at(-1);
    place.replaceChildren();
    this.shown = 0;
    for (const word of this.words.slice(from)) {
      place.append(candidate(word, from + this.shown));
      if (this.shown && place.scrollWidth > place.clientWidth) {
        place.lastElementChild.remove();
        break;
      }
      this.shown += 1;
    }
    const [back, on] = this.root.querySelectorAll("[data-turn]");
    back.disabled = this.pages.length < 2;
    on.disabled = from + this.shown >= this.words.length;
  }

  turnFace(button) {
    const faces = this.root.querySelectorAll("[data-face]");
    faces.forEach((face) => { face.hidden = !face.hidden; });
    button.textContent = faces[0].hidden ? button.dataset.letters : button.dataset.digits;
  }

  turnEnglish(button) {
    this.commit();
    this.english = !this.english;
    button.setAttribute("aria-pressed", String(this.english));
    button.textContent = this.english ? button.dataset.on : button.dataset.off;
  }

  async changed() {
    this.field.scrollTop = this.field.scrollHeight;
    const typed = this.field.value.trim();
    const offers = typed && typed.length <= LONGEST_SUGGESTED ? await suggestions(typed) : [];
    if (board !== this || typed !== this.field.value.trim()) return;
    const [line, examples] = offers.length ? [this.line.dataset.typed, offers.slice(0, OFFERS).map(question)] : this.usual;
    this.line.textContent = line;
    document.getElementById("offers").replaceChildren(...examples);
  }

  ask() {
    this.commit();
    const text = this.field.value.trim();
    if (text) show("/kiosk/ask", [["text", text]]);
    else this.field.focus();
  }
}

async function candidates(letters) {
  try {
    const address = `/kiosk/keyboard?${new URLSearchParams({ letters })}`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(3000) });
    return answer.ok ? (await answer.json()).candidates : [];
  } catch (failed) {
    return [];
  }
}

function candidate(word, index) {
  const key = document.createElement("button");
  key.type = "button";
  key.className = "candidate";
  key.dataset.word = String(index);
  key.textContent = word.text;
  return key;
}

function question(offer) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "question";
  button.textContent = offer.label;
  button.dataset.text = offer.text;
  button.dataset.pair = offer.pair;
  item.append(button);
  return item;
}

function onRealKey(event) {
  if (!board || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const onButton = event.target.closest("button, a");
  const { key } = event;
  if (key === "Enter" && !onButton) board.next(() => board?.enter());
  else if (key === " " && !onButton && board.letters) board.next(() => board?.space());
  else if (key === "Backspace" && board.letters) board.next(() => board?.act("delete"));
  else if (key === "Escape" && board.letters) board.next(() => board?.spell(""));
  else if (/^[1-9]$/.test(key) && board.letters) board.next(() => board?.digit(key));
  else if (LETTER.test(key) && !board.english) board.next(() => board?.press(key));
  else return;
  event.preventDefault();
}

function onTouch(event) {
  const offer = event.target.closest("#offers button");
  if (offer) show("/kiosk/ask", [["text", offer.dataset.text], ["pair", offer.dataset.pair]]);
  const key = event.target.closest("#keyboard button");
  if (!key || !board) return;
  const { word, turn, do: name, key: letter } = key.dataset;
  if (word) board.choose(Number(word));
  else if (turn) board.turn(Number(turn));
  else if (name) board.next(() => board?.act(name, key));
  else board.next(() => board?.press(letter));
}

export function wireKeyboard() {
  document.addEventListener("staged", () => {
    const root = document.getElementById("keyboard");
    board = root ? new Board(root) : null;
    if (board) board.field.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", onRealKey);
  document.addEventListener("click", onTouch);
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("#keyboard")) event.preventDefault(); // the field keeps the focus and its caret
  });
  document.addEventListener("input", (event) => {
    if (board && event.target === board.field) board.changed();
  });
  document.addEventListener("submit", (event) => {
    if (!board || event.target.id !== "sheet") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    board.next(() => board?.ask());
  }, true);
}
