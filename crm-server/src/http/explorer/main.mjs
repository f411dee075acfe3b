// The explorer: a document, its variables and headers on one side, the answer on the other, the schema beside them.

import * as answer from "./answer.mjs";
import { ask, curl, schemaText } from "./api.mjs";
import { complete } from "./complete.mjs";
import { startDocs } from "./docs.mjs";
import { byId, kept, tabs } from "./dom.mjs";
import { Editor } from "./editor.mjs";
import { EXAMPLES, startExamples } from "./examples.mjs";
import { remember, startHistory } from "./history.mjs";
import { operations } from "./lexer.mjs";
import { parse } from "./schema.mjs";
import { headers, startSession } from "./session.mjs";
import { subscribe } from "./socket.mjs";
import { say, startLanguage } from "./words.mjs";

const NOTHING = { from: 0, to: 0, items: [] };
// The document outlives a reload of the tab; variables do not.
const draft = kept("sessionStorage", "mustafid.explorer.draft");
let schema = null;
/** Ends what runs. */
let halt = null;

startLanguage();
const documentEditor = new Editor(byId("document-box"), {
  id: "document",
  labelledBy: "ask-title",
  describedBy: "document-hint",
  suggest: (text, place) => (schema ? complete(text, place, schema) : NOTHING),
});
const variablesEditor = new Editor(byId("variables-box"), { id: "variables", labelledBy: "variables-title" });
startSession();
startHistory((text) => put(text, null));
startExamples(put);
tabs(byId("tabs"));
byId("run").onclick = run;
byId("stop").onclick = () => halt?.();
byId("copy").onclick = copy;
document.onkeydown = (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  run();
};
documentEditor.area.addEventListener("input", () => draft.write(documentEditor.text));
documentEditor.start(draft.read() ?? EXAMPLES[0].document);
schemaText().then(
  (text) => startDocs((schema = parse(text))),
  () => (byId("page").textContent = say("noSchema")),
);

/** Puts a document into the editor; variables that are given come along. */
function put(text, variables) {
  if (variables !== null) {
    byId("variables-part").open ||= variables !== "";
    variablesEditor.text = variables;
  }
  documentEditor.text = text;
}

/** The request as it is written: `{ request, operation }`, or nothing when the variables are not an object. */
function written() {
  const query = documentEditor.text;
  const variables = objectOf(variablesEditor.text);
  if (!variables) return null;
  const all = operations(query);
  const caret = documentEditor.area.selectionStart;
  const operation = all.find(({ start, end }) => start <= caret && caret <= end) ?? all[0];
  const operationName = (all.length > 1 && operation.name) || undefined;
  return { request: { query, variables, operationName }, operation };
}

function objectOf(text) {
  try {
    const value = JSON.parse(text.trim() || "{}");
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

async function run() {
  halt?.();
  const { request, operation } = written() ?? {};
  if (!request) return answer.fail(say("badVariables"));
  remember(request.query);
  if (operation?.kind === "subscription") return listen(request);
  answer.clear(say("running"));
  const stopper = new AbortController();
  busy(() => stopper.abort());
  try {
    answer.show(await ask(request, headers(), stopper.signal));
  } catch {
    answer.fail(say(stopper.signal.aborted ? "stopped" : "unreachable"));
  }
  if (!stopper.signal.aborted) busy(null);
}

function listen(request) {
  answer.expectEvents();
  const stop = subscribe(request, headers(), {
    next: answer.addEvent,
    ended: ({ errors, code, reason }) => {
      busy(null);
      answer.endEvents(say("ended"), errors ?? (code && code !== 1000 ? [{ message: `${code} ${reason}`.trim() }] : []));
    },
  });
  busy(() => {
    stop();
    answer.endEvents(say("stopped"));
  });
}

/** While something runs, it can be stopped. */
function busy(stop) {
  const focused = document.activeElement === byId(stop ? "run" : "stop");
  halt = stop && (() => (busy(null), stop()));
  byId("stop").hidden = !stop;
  byId("run").hidden = Boolean(stop);
  // The button that had the focus is gone.
  if (focused) byId(stop ? "stop" : "run").focus();
}

async function copy() {
  const { request } = written() ?? {};
  if (!request) return answer.fail(say("badVariables"));
  const done = navigator.clipboard?.writeText(curl(request, headers())).then(() => "copied");
  byId("status").textContent = say((await done?.catch(() => null)) ?? "notCopied");
}
