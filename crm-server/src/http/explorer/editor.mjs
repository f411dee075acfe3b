// A text field for code. The field itself is an ordinary textarea, so that every way of entering text, undoing and
// reading aloud works; the colours lie under it, and suggestions open beside the caret.

import { coloured, make } from "./dom.mjs";
import { lex } from "./lexer.mjs";
import { say } from "./words.mjs";

const KEYWORDS = /^(query|mutation|subscription|fragment|on|true|false|null)$/;
/** Most suggestions shown at once. */
const MOST = 60;

/** Tokens with the kinds that have a colour; serves GraphQL and JSON alike. */
export function colours(text) {
  const tokens = lex(text);
  return tokens.map((token, place) => {
    if (KEYWORDS.test(token.text)) return { ...token, kind: "keyword" };
    const key = token.kind === "text" && tokens[place + 1]?.text === ":";
    return key ? { ...token, kind: "key" } : token;
  });
}

/** `suggest(text, place)` answers `{ from, to, items }`; without it there are no suggestions. */
export class Editor {
  constructor(box, { id, labelledBy, describedBy, suggest }) {
    this.suggest = suggest;
    this.offer = null;
    this.area = make("textarea", { id, spellcheck: false, autocomplete: "off", wrap: "off", "aria-labelledby": labelledBy });
    this.area.setAttribute("autocapitalize", "off");
    if (describedBy) this.area.setAttribute("aria-describedby", describedBy);
    this.paint = make("code");
    // What scrolls must be able to take the focus; while it is open, Tab takes a suggestion instead.
    this.list = make("ul", { id: `${id}-list`, role: "listbox", tabIndex: 0, hidden: true, "aria-labelledby": labelledBy });
    this.told = make("p", { className: "unseen", role: "status" });
    const under = make("pre", { className: "paint", "aria-hidden": "true" }, this.paint);
    box.dir = "ltr";
    box.append(under, this.area, this.list, this.told);
    if (suggest) this.#listenForSuggestions();
    this.area.addEventListener("input", (event) => this.#changed(event));
    this.area.addEventListener("scroll", () => this.#scrolled());
    this.area.addEventListener("keydown", (event) => this.#key(event));
  }

  get text() {
    return this.area.value;
  }

  /** The text with which the page starts; nothing is to be undone, and the focus stays where it is. */
  start(text) {
    this.area.value = text;
    this.area.setSelectionRange(0, 0);
    this.#changed();
  }

  /** Puts another text in place of the whole, as one step that can be undone. */
  set text(text) {
    this.area.focus();
    this.#replace(0, this.area.value.length, text);
    this.area.setSelectionRange(0, 0);
    this.area.scrollTop = 0;
  }

  #listenForSuggestions() {
    this.area.setAttribute("aria-autocomplete", "list");
    this.area.setAttribute("aria-controls", this.list.id);
    this.area.addEventListener("blur", () => this.#close());
    this.area.addEventListener("click", () => this.#close());
    // Before the field loses its focus.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const place = [...this.list.children].indexOf(event.target.closest("li"));
      if (place >= 0) this.#take(place);
    });
  }

  #changed(event) {
    this.paint.replaceChildren(...coloured(this.text, colours(this.text)), "\n");
    this.#scrolled();
    const typing = event?.inputType === "insertText" && /^[\w$@]$/.test(event.data ?? "");
    if (this.suggest && (typing || this.offer)) this.#open();
  }

  #scrolled() {
    this.paint.style.transform = `translate(${-this.area.scrollLeft}px, ${-this.area.scrollTop}px)`;
  }

  #key(event) {
    if (event.isComposing) return;
    const open = event.ctrlKey && event.code === "Space" && this.suggest && (() => this.#open());
    const action = open || (this.offer && this.#choosing(event.key)) || this.#plain(event);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** What a key does while suggestions are shown. */
  #choosing(key) {
    const { chosen, items } = this.offer;
    return {
      ArrowDown: () => this.#mark((chosen + 1) % items.length),
      ArrowUp: () => this.#mark((chosen + items.length - 1) % items.length),
      Enter: () => this.#take(chosen),
      Tab: () => this.#take(chosen),
      Escape: () => this.#close(),
    }[key];
  }

  /** Enter keeps the indentation. Tab is left alone: it must lead out of the field. */
  #plain({ key, ctrlKey, metaKey, shiftKey, altKey }) {
    if (key !== "Enter" || ctrlKey || metaKey || shiftKey || altKey) return null;
    const { selectionStart: from, selectionEnd: to } = this.area;
    const line = this.text.slice(0, from).split("\n").at(-1);
    const deeper = /[{([]\s*$/.test(line) ? "  " : "";
    return () => this.#replace(from, to, `\n${/^ */.exec(line)[0]}${deeper}`);
  }

  #open() {
    const { from, to, items } = this.suggest(this.text, this.area.selectionStart);
    if (items.length === 0) return this.#close();
    this.offer = { from, to, items: items.slice(0, MOST), chosen: 0 };
    this.list.replaceChildren(...this.offer.items.map((item, place) => this.#option(item, place)));
    this.list.hidden = false;
    this.told.textContent = say("suggestions", items.length);
    this.#position(from);
    this.#mark(0);
  }

  #option({ name, type, description }, place) {
    const about = make("span", { className: "about" }, description.split(/(?<=\.)\s/)[0]);
    const word = make("span", { className: "name" }, name);
    return make("li", { role: "option", id: `${this.list.id}-${place}` }, word, make("span", { className: "type" }, type), about);
  }

  #mark(chosen) {
    this.offer.chosen = chosen;
    [...this.list.children].forEach((option, place) => (option.ariaSelected = String(place === chosen)));
    this.list.children[chosen].scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", this.list.children[chosen].id);
  }

  #take(place) {
    const { from, to, items } = this.offer;
    this.#close();
    this.#replace(from, to, items[place].name);
  }

  #close() {
    this.offer = null;
    this.list.hidden = true;
    this.told.textContent = "";
    this.area.removeAttribute("aria-activedescendant");
  }

  /** Below the word's first letter, as far to the side as there is room. */
  #position(place) {
    const box = this.list.parentElement.getBoundingClientRect();
    const at = this.#letter(place);
    this.list.style.top = `${at.bottom - box.top + 2}px`;
    this.list.style.left = `${Math.max(0, Math.min(at.left - box.left, box.width - this.list.offsetWidth))}px`;
  }

  /** Where a letter is painted. */
  #letter(place) {
    const walker = document.createTreeWalker(this.paint, NodeFilter.SHOW_TEXT);
    let rest = place;
    while (walker.nextNode() && rest > walker.currentNode.length) rest -= walker.currentNode.length;
    const range = document.createRange();
    range.setStart(walker.currentNode, rest);
    return range.getBoundingClientRect();
  }

  #replace(from, to, text) {
    this.area.setSelectionRange(from, to);
    // The one way that keeps the field's own undoing; where it is gone, the text still comes.
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (done) return;
    this.area.setRangeText(text, from, to, "end");
    this.#changed();
  }
}
