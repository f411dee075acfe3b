// The documents run before, kept in this browser. Variables are not: they hold people's data.

import { button, byId, kept, make } from "./dom.mjs";
import { operations } from "./lexer.mjs";
import { onLanguage, say } from "./words.mjs";

const MOST = 50;
const stored = kept("localStorage", "mustafid.explorer.history");
let recall = () => {};

/** `chosen(document)` is called when one is recalled. */
export function startHistory(chosen) {
  recall = chosen;
  onLanguage(show);
}

/** Remembers a document as the newest. */
export function remember(text) {
  const others = documents().filter((other) => other !== text);
  stored.write(JSON.stringify([text, ...others].slice(0, MOST)));
  show();
}

function documents() {
  try {
    const read = JSON.parse(stored.read() ?? "[]");
    return Array.isArray(read) ? read.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function show() {
  const all = documents();
  const entries = all.map((text) => make("li", {}, button(label(text), () => recall(text), { dir: "ltr", className: "code" })));
  const list = all.length ? make("ol", { className: "choices" }, ...entries) : make("p", {}, say("empty"));
  const clear = all.length ? button(say("clear"), forget) : null;
  byId("history").replaceChildren(make("p", { className: "hint" }, say("privacy")), list, ...(clear ? [clear] : []));
}

function forget() {
  stored.forget();
  show();
  byId("tab-history").focus();
}

/** The first operation's name, or else its beginning. */
function label(text) {
  const first = operations(text)[0];
  if (first?.name) return `${first.kind} ${first.name}`;
  return text.replace(/#[^\n]*/g, "").replace(/\s+/g, " ").trim().slice(0, 80);
}
