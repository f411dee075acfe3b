// A form of method POST that looks things up while one types: `<form data-lookup="/address" data-regions="#a, #b">`. What
// people are found by (phones, identifiers, names) has no place in an address, so the form is sent, and the named
// parts of the answered page take the place of those that are shown. `[data-lookup-field]` holds what is typed or
// chosen; a button that leads to the same address answers in place too.

import { show } from "./live.mjs";

/** Typing rests this long before the page is asked for, in milliseconds. */
const REST = 300;
/** Fewest characters of a name, and digits of a number, that are looked for unasked. */
const LETTERS = 3;
const DIGITS = 9;

for (const form of document.querySelectorAll("form[data-lookup]")) enhance(form);

function enhance(form) {
  let waiting;
  let asking;

  const ask = async (pressed) => {
    clearTimeout(waiting);
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    if (pressed?.name) body.append(pressed.name, pressed.value);
    try {
      const answer = await fetch(form.dataset.lookup, { method: "POST", body, signal: asking.signal });
      // a session that ended answers with another page
      if (!answer.ok || answer.redirected) return window.location.reload();
      show(await answer.text(), form.dataset.regions);
    } catch (error) {
      if (error.name !== "AbortError") form.removeAttribute("data-lookup");
    }
  };

  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const field = event.target;
    if (!field.closest("[data-lookup-field]") || !form.hasAttribute("data-lookup")) return;
    if (field.tagName === "SELECT") return void ask();
    if (isEnough(field.value.trim())) waiting = setTimeout(ask, REST);
  });

  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    const address = pressed?.getAttribute("formaction") ?? form.getAttribute("action");
    if (address !== form.dataset.lookup) return;
    event.preventDefault();
    ask(pressed);
  });

  // the main button, from wherever one is
  form.addEventListener("keydown", (event) => {
    const main = form.querySelector("[data-submit]");
    if (event.key !== "Enter" || !main) return;
    if (event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(main);
    } else if (event.target.closest("[data-lookup-field]")?.querySelector("input")) {
      event.preventDefault();
      ask();
    }
  });
}

function isEnough(text) {
  if (text === "") return true;
  const digits = text.replace(/[\s+()-]/g, "");
  return /^\p{Nd}+$/u.test(digits) ? digits.length >= DIGITS : text.length >= LETTERS;
}
