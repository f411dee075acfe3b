// The schema to read: from the roots along the types, or by a word of a name.

import { button, byId, make } from "./dom.mjs";
import { named } from "./schema.mjs";
import { onLanguage, say } from "./words.mjs";

/** Most hits of a search. */
const MOST = 60;
let schema = null;
/** The types passed through; empty at the roots. */
let trail = [];

export function startDocs(loaded) {
  schema = loaded;
  byId("find").oninput = show;
  onLanguage(show);
}

function show() {
  const wanted = byId("find").value.trim().toLowerCase();
  byId("page").replaceChildren(...(wanted ? hits(wanted) : trail.length ? page(schema.types.get(trail.at(-1))) : start()));
}

function open(name) {
  byId("find").value = "";
  if (trail.at(-1) !== name) trail.push(name);
  show();
  byId("page").querySelector("h3").focus();
}

function back() {
  trail.pop();
  show();
  (byId("page").querySelector("h3") ?? byId("find")).focus();
}

function start() {
  const roots = Object.entries(schema.roots).filter(([, name]) => schema.types.has(name));
  const items = roots.map(([operation, name]) => make("li", {}, `${say(operation)}: `, link(name)));
  return [make("h3", { tabIndex: -1 }, say("roots")), make("ul", { className: "choices" }, ...items)];
}

function page(type) {
  const members = type.members.map((name) => make("li", {}, link(name)));
  return [
    button(say("back"), back, { className: "back" }),
    make("h3", { tabIndex: -1 }, make("bdi", { dir: "ltr" }, `${type.kind} ${type.name}`)),
    about(type.description),
    ...part(say(type.kind === "enum" ? "values" : "fields"), type.fields.map(field)),
    ...part(say("members"), members),
  ];
}

function part(title, items) {
  return items.length ? [make("h4", {}, title), make("ul", { className: "fields-list", dir: "ltr" }, ...items)] : [];
}

function field({ name, type, args, description, fallback, deprecated }) {
  const line = make("code", { dir: "ltr" }, make("b", {}, name), args.length ? "(…)" : "", type && ": ", type && link(type));
  if (fallback) line.append(` = ${fallback}`);
  const names = make("summary", { dir: "ltr" }, `(${args.map((arg) => arg.name).join(", ")})`);
  const more = args.length ? make("details", {}, names, make("ul", {}, ...args.map(field))) : null;
  const old = deprecated ? make("p", { className: "bad" }, make("bdi", {}, say("deprecated")), ` ${deprecated}`) : null;
  return make("li", {}, line, about(description), old, more);
}

/** The schema's own text is English. */
const about = (description) => (description ? make("p", { lang: "en", dir: "ltr" }, description) : "");

/** A type reference that leads to its type. */
function link(reference) {
  return button(reference, () => open(named(reference)), { className: "link", dir: "ltr" });
}

function hits(wanted) {
  const fits = ({ name }) => name.toLowerCase().includes(wanted);
  const types = [...schema.types.values()];
  const rooted = (type) => (Object.values(schema.roots).includes(type.name) ? 0 : 1);
  const fields = types
    .sort((a, b) => rooted(a) - rooted(b))
    .flatMap((type) => type.fields.filter(fits).map((found) => [type.name, found.name]));
  const found = [...types.filter(fits).map(({ name }) => [name]), ...fields];
  const best = found.sort((a, b) => weight(a, wanted) - weight(b, wanted)).slice(0, MOST);
  if (best.length === 0) return [make("p", { role: "status" }, say("nothing"))];
  const items = best.map((path) => make("li", {}, button(path.join("."), () => openAt(path), { className: "link", dir: "ltr" })));
  return [make("ul", { className: "choices" }, ...items)];
}

/** Names that begin with what is wanted come first. */
const weight = (path, wanted) => (path.at(-1).toLowerCase().startsWith(wanted) ? 0 : 1);

/** Opens a type, at a field of it if one is named. */
function openAt([type, name]) {
  open(type);
  const line = [...byId("page").querySelectorAll("li > code > b")].find((word) => word.textContent === name);
  const item = line?.closest("li");
  if (!item) return;
  item.classList.add("found");
  item.querySelector("details")?.setAttribute("open", "");
  item.scrollIntoView({ block: "nearest" });
}
