// The schema out of its SDL, as far as an editor and a reader need it. The server publishes the same text to everyone,
// so there is nothing here that depends on who is signed in.

import { lex, unquote } from "./lexer.mjs";

/**
 * `{ types, roots }`: types by name as `{ kind, name, description, fields, implements, members }`, where a field, an
 * argument and a value of an enum are `{ name, description, type, args, deprecated }` and a type reference is its text.
 */
export function parse(sdl) {
  const reader = new Reader(lex(sdl).filter((token) => token.kind !== "comment"));
  const types = new Map(["Int", "Float", "String", "Boolean", "ID"].map((name) => [name, scalar(name)]));
  const roots = { query: "Query", mutation: "Mutation", subscription: "Subscription" };
  while (!reader.done()) {
    const description = reader.description();
    const keyword = reader.next();
    if (keyword === "schema") Object.assign(roots, reader.roots());
    else if (keyword === "directive") reader.directive();
    else if (KINDS.has(keyword)) {
      const type = reader.type(keyword, description);
      types.set(type.name, type);
    }
  }
  for (const type of types.values()) {
    for (const parent of type.implements) types.get(parent)?.members.push(type.name);
  }
  return { types, roots };
}

/** The name inside a type reference: `[Service!]!` is of `Service`. */
export const named = (reference) => reference.replace(/[[\]!]/g, "");

/** The type of an operation's root: "query", "mutation" or "subscription". */
export const root = (schema, operation) => schema.types.get(schema.roots[operation]);

/** A field of a type; the one that every type has besides its own is there too. */
export function fieldOf(type, name) {
  return type?.fields.find((field) => field.name === name);
}

const KINDS = new Set(["type", "interface", "input", "enum", "union", "scalar"]);
const scalar = (name) => ({ kind: "scalar", name, description: "", fields: [], implements: [], members: [] });

class Reader {
  constructor(tokens) {
    this.tokens = tokens;
    this.place = 0;
  }

  done = () => this.place >= this.tokens.length;
  peek = () => this.tokens[this.place]?.text;
  next = () => this.tokens[this.place++]?.text;

  take(word) {
    if (this.peek() !== word) return false;
    this.place += 1;
    return true;
  }

  description() {
    return this.tokens[this.place]?.kind === "text" ? unquote(this.next()) : "";
  }

  type(kind, description) {
    const type = { ...scalar(this.next()), kind, description };
    if (this.take("implements")) type.implements = this.names("&");
    this.directives();
    if (this.take("=")) type.members = this.names("|");
    if (this.take("{")) type.fields = this.fields("}", kind === "enum");
    return type;
  }

  names(separator) {
    const names = [];
    do {
      this.take(separator);
      names.push(this.next());
    } while (this.peek() === separator);
    return names;
  }

  /** Fields, arguments or values up to a closing mark. */
  fields(end, bare) {
    const fields = [];
    while (!this.done() && !this.take(end)) {
      const description = this.description();
      const field = { name: this.next(), description, type: "", args: [], fallback: "", deprecated: null };
      if (this.take("(")) field.args = this.fields(")", false);
      if (!bare && this.take(":")) field.type = this.reference();
      if (this.take("=")) field.fallback = this.value();
      field.deprecated = this.directives();
      fields.push(field);
    }
    return fields;
  }

  reference() {
    let text = "";
    if (this.take("[")) {
      text = `[${this.reference()}]`;
      this.take("]");
    } else {
      text = this.next();
    }
    return this.take("!") ? `${text}!` : text;
  }

  value() {
    const first = this.next();
    if (first !== "[" && first !== "{") return first;
    let text = first;
    for (let depth = 1; depth > 0 && !this.done(); ) {
      const word = this.next();
      depth += "[{".includes(word) ? 1 : "]}".includes(word) ? -1 : 0;
      text += word;
    }
    return text;
  }

  /** Passes directives over; the reason of `@deprecated`, if it is among them. */
  directives() {
    let reason = null;
    while (this.take("@")) {
      const name = this.next();
      const args = [];
      if (this.take("(")) while (!this.done() && !this.take(")")) args.push(this.next());
      if (name === "deprecated") reason = args.length ? unquote(args.at(-1)) : "deprecated";
    }
    return reason;
  }

  directive() {
    while (!this.done() && !this.take("on")) this.next();
    this.names("|");
  }

  roots() {
    const roots = { query: null, mutation: null, subscription: null };
    this.directives();
    this.take("{");
    while (!this.done() && !this.take("}")) {
      const operation = this.next();
      this.take(":");
      roots[operation] = this.next();
    }
    return roots;
  }
}
