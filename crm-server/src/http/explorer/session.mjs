// Who is signed in, and what goes along with every request.

import { ask } from "./api.mjs";
import { byId, kept, make } from "./dom.mjs";
import { language, onLanguage, say } from "./words.mjs";

const PURPOSES = ["service_delivery", "complaint_handling", "data_quality", "legal_obligation", "oversight", "maintenance"];
const REFUSED = { refused: true };
const VIEWER = "{ viewer { roles { role } departments { code } } }";

// For this tab alone, and gone with it.
const stored = kept("sessionStorage", "mustafid.explorer.token");
let token = null;
let who = null;

/** The headers of a request, as they are set on the page. */
export function headers() {
  const given = {
    authorization: token && `Bearer ${token}`,
    "accept-language": byId("answers").value || language(),
    "x-purpose": byId("purpose").value,
    "x-on-behalf-of": byId("behalf").value.trim(),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

export function startSession() {
  takeFromAddress();
  window.addEventListener("hashchange", takeFromAddress);
  byId("sign-in").onsubmit = (event) => {
    event.preventDefault();
    signIn(byId("token").value.trim());
    byId("token").value = "";
  };
  byId("sign-out").onclick = () => {
    signIn(null);
    byId("token").focus();
  };
  onLanguage(() => {
    choices(byId("purpose"), [["", say("usual")], ...PURPOSES.map((code) => [code, code])]);
    choices(byId("answers"), [["ar", "العربية"], ["en", "English"]], language());
    show();
  });
}

/** A token in the address is taken out of it at once, so that it is neither seen nor bookmarked. */
function takeFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) history.replaceState(null, "", location.pathname + location.search);
  signIn(given ?? stored.read());
}

async function signIn(given) {
  keep(given);
  who = given && !token ? REFUSED : null;
  show();
  if (!token) return;
  const asked = token;
  const found = await viewer(asked);
  // Unknown yet, or someone else has signed in meanwhile.
  if (!found || asked !== token) return;
  if (found === REFUSED) keep(null);
  who = found;
  show();
}

function keep(given) {
  // What cannot be a header is no token.
  token = given && /^[\x21-\x7e]+$/.test(given) ? given : null;
  if (token) stored.write(token);
  else stored.forget();
}

async function viewer(asked) {
  const answer = await ask({ query: VIEWER }, { authorization: `Bearer ${asked}` }).catch(() => null);
  return answer?.status === 401 ? REFUSED : answer?.body?.data?.viewer;
}

function show() {
  byId("sign-in").hidden = Boolean(token);
  byId("sign-out").hidden = !token;
  byId("who").classList.toggle("bad", Boolean(who?.refused));
  byId("who").replaceChildren(...description());
}

function description() {
  if (who?.refused) return [say("refused")];
  if (!token) return [say("nobody")];
  if (!who) return [];
  const roles = who.roles.map(({ role }) => role).join(", ");
  const departments = who.departments.map(({ code }) => code).join(", ");
  return [`${say("somebody")} `, make("bdi", { dir: "ltr" }, departments ? `${roles} (${departments})` : roles)];
}

/** Fills a list of choices anew, keeping what was chosen. */
function choices(select, options, chosen = select.value) {
  select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
  select.value = chosen;
}
