// The answer: errors for people above, the whole as JSON below, a growing list for a subscription.

import { byId, coloured, make } from "./dom.mjs";
import { colours } from "./editor.mjs";
import { say } from "./words.mjs";

/** Over this many characters colours would only make it slow. */
const COLOURED = 200_000;
/** Most events kept on the page. */
const MOST = 200;
let count = 0;

export function clear(status) {
  count = 0;
  byId("status").replaceChildren(status);
  byId("result").replaceChildren();
  byId("events").replaceChildren();
  byId("events").hidden = true;
  byId("result").hidden = false;
  showErrors([]);
}

/** The answer to a request. */
export function show({ status, millis, requestId, body }) {
  const line = make("bdi", { dir: "ltr" }, `${status} · ${millis} ms${requestId ? ` · ${requestId}` : ""}`);
  byId("status").replaceChildren(line);
  byId("result").replaceChildren(...painted(body));
  showErrors(body?.errors ?? []);
}

/** A sentence in place of an answer. */
export function fail(sentence) {
  clear("");
  showErrors([{ message: sentence }]);
}

/** Makes room for a subscription's events. */
export function expectEvents() {
  clear(say("listening"));
  byId("result").hidden = true;
  byId("events").hidden = false;
}

/** The newest event stands first. */
export function addEvent(payload) {
  count += 1;
  const at = make("time", { dir: "ltr" }, new Date().toISOString().slice(11, 19));
  const code = make("pre", { dir: "ltr" }, ...painted(payload.errors ? payload : payload.data));
  byId("events").prepend(make("li", { value: count }, at, code));
  while (byId("events").children.length > MOST) byId("events").lastChild.remove();
  byId("status").textContent = say("events", count);
}

/** What became of a subscription. */
export function endEvents(sentence, errors = []) {
  byId("status").textContent = count ? `${say("events", count)} · ${sentence}` : sentence;
  showErrors(errors);
}

function showErrors(errors) {
  const items = errors.map(({ message, extensions, path }) => {
    const where = [extensions?.code, path?.join(".")].filter(Boolean).join(" · ");
    return make("li", {}, make("bdi", {}, message), " ", where && make("code", { dir: "ltr" }, where));
  });
  byId("errors").replaceChildren(...items);
  byId("errors").hidden = items.length === 0;
}

function painted(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return text.length > COLOURED ? [text] : coloured(text, colours(text));
}
