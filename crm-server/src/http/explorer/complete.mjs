// What may stand at a place of a document.

import { lex } from "./lexer.mjs";
import { fieldOf, named, root } from "./schema.mjs";

const TYPENAME = { name: "__typename", type: "String!", description: "The name of the type.", args: [] };
const START = ["query", "mutation", "subscription", "fragment", "{"].map((name) => ({ name, type: "", description: "" }));
const CONDITION = { name: "if", type: "Boolean!", description: "" };
const DIRECTIVES = ["include", "skip"].map((name) => ({ name, type: "", description: "", args: [CONDITION] }));

/**
 * The words that may stand at `place`: `{ from, to, items }` with what they would replace, those first that begin with
 * what is already written. Inside texts and comments there are none.
 */
export function complete(text, place, schema) {
  const tokens = lex(text);
  if (tokens.some((token) => isInside(token, place))) return { from: place, to: place, items: [] };
  const partial = tokens.find(({ kind, start, end }) => kind === "name" && start < place && place <= end);
  const before = tokens.filter((token) => token.kind !== "comment" && token.end <= place && token !== partial);
  const { start, end } = partial ?? { start: place, end: place };
  const items = candidates(walk(before, schema), schema, text);
  return { from: start, to: end, items: rank(items, text.slice(start, place).toLowerCase()) };
}

/** Whether a place is inside a text or a comment; just after a text that has its end is not. */
function isInside({ kind, text, start, end }, place) {
  if (kind !== "text" && kind !== "comment") return false;
  const closed = kind === "text" && /^("""[^]*"""|"(?!"").*")$/.test(text);
  return start < place && (place < end || (place === end && !closed));
}

function rank(items, written) {
  const score = (item) => item.name.toLowerCase().indexOf(written);
  const fitting = items.filter((item) => score(item) >= 0 && item.name.toLowerCase() !== written);
  return fitting.sort((a, b) => Math.sign(score(a)) - Math.sign(score(b)));
}

/** The frame in which the next word stands, after all tokens before it. */
function walk(tokens, schema) {
  let frames = [{ kind: "document" }];
  for (const { kind, text: word } of tokens) {
    const frame = frames.at(-1);
    const inner = FRAMES[frame.kind](frame, word, kind, schema);
    if (inner === "close") frames = frames.length > 1 ? frames.slice(0, -1) : frames;
    else if (inner) frames.push(inner);
  }
  return frames.at(-1);
}

// Each kind of frame takes a word and answers a frame that it opens, "close", or nothing.
const FRAMES = {
  document(frame, word, kind, schema) {
    if (frame.expects === "on") frame.type = schema.types.get(word) ?? frame.type;
    if (["query", "mutation", "subscription"].includes(word)) frame.type = root(schema, word);
    frame.expects = word === "on" ? "on" : word === "@" ? "directive" : null;
    if (word === "fragment") frame.type = undefined;
    if (word === "(") return { kind: "variables" };
    if (word !== "{") return null;
    const type = frame.type ?? root(schema, "query");
    frame.type = undefined;
    return { kind: "selection", type };
  },

  selection(frame, word, kind, schema) {
    const expects = frame.expects;
    frame.expects = null;
    if (word === "}") return "close";
    if (word === "...") frame.expects = "spread";
    else if (word === "@") frame.expects = "directive";
    else if (expects === "spread" && word === "on") frame.expects = "on";
    else if (expects === "on") frame.inner = schema.types.get(word);
    else if (expects === "directive") frame.args = [CONDITION];
    else if (word === "(") return { kind: "arguments", args: frame.args ?? [] };
    else if (word === "{") return { kind: "selection", type: expects === "spread" ? frame.type : frame.inner };
    else if (kind === "name" && expects !== "spread") {
      const field = fieldOf(frame.type, word);
      frame.args = field?.args;
      frame.inner = field && schema.types.get(named(field.type));
    }
    return null;
  },

  arguments: (frame, word, kind, schema) => members(frame, word, kind, schema, ")"),
  object: (frame, word, kind, schema) => members(frame, word, kind, schema, "}"),

  list(frame, word, kind, schema) {
    if (word === "]") return "close";
    return opened(frame.value, word, schema);
  },

  variables(frame, word) {
    if (word === ")") return "close";
    frame.expects = word === ":" || (word === "[" && frame.expects) ? "type" : null;
    return null;
  },
};

/** Names with values, in parentheses or braces. */
function members(frame, word, kind, schema, end) {
  if (word === end) return "close";
  if (frame.dollar) {
    frame.dollar = false;
    frame.value = null;
  } else if (word === "$") frame.dollar = true;
  else if (word === ":") frame.value = frame.args.find((arg) => arg.name === frame.name)?.type ?? "";
  else if (frame.value !== null && frame.value !== undefined) {
    const inner = opened(frame.value, word, schema);
    frame.value = null;
    return inner;
  } else if (kind === "name") frame.name = word;
  return null;
}

/** The frame that a bracket opens in a value of a type. */
function opened(type, word, schema) {
  if (word === "{") return { kind: "object", args: schema.types.get(named(type ?? ""))?.fields ?? [] };
  if (word === "[") return { kind: "list", value: type };
  return null;
}

function candidates(frame, schema, text) {
  if (frame.expects === "directive") return DIRECTIVES;
  if (frame.expects === "on" || frame.expects === "type") return typesFor(frame, schema);
  if (frame.kind === "document") return frame.type ? [] : START;
  if (frame.kind === "selection") return selectable(frame);
  if (frame.dollar) return declared(text);
  if (frame.value !== null && frame.value !== undefined) return values(frame.value, schema);
  return frame.args ?? [];
}

/** The variables that a document declares. */
function declared(text) {
  return [...text.matchAll(/\$(\w+)\s*:\s*([\w[\]!]+)/g)].map(([, name, type]) => ({ name, type, description: "" }));
}

function typesFor(frame, schema) {
  const all = [...schema.types.values()];
  const fits = {
    type: (type) => ["input", "scalar", "enum"].includes(type.kind),
    on: (type) => ["type", "interface", "union"].includes(type.kind),
  }[frame.expects];
  const among = frame.type?.members.length ? frame.type.members.map((name) => schema.types.get(name)) : all;
  return among.filter(Boolean).filter(fits).map(({ name, description }) => ({ name, type: "", description }));
}

function selectable(frame) {
  if (frame.expects === "spread") return [{ name: "on", type: "", description: "" }];
  return frame.type ? [...frame.type.fields.filter((field) => !field.deprecated), TYPENAME] : [];
}

function values(reference, schema) {
  const type = schema.types.get(named(reference));
  if (type?.kind === "enum") return type.fields;
  if (type?.name === "Boolean") return ["true", "false"].map((name) => ({ name, type: "Boolean", description: "" }));
  return [];
}
