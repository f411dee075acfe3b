// A form of method GET that shows its answers while one types: `<form data-live="#results">`. The same page is asked for
// with what the form says, and the named parts of it take the place of those that are shown: there is one rendering,
// the server's. `[data-live-count]` in the answer is read out.

/** Typing rests this long before the page is asked for, in milliseconds. */
const REST = 250;

for (const form of document.querySelectorAll("form[data-live]")) enhance(form);

function enhance(form) {
  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  form.after(status);
  let waiting;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const address = addressOf(form);
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { accept: "text/html" } });
      // a session that ended answers with another page
      if (!answer.ok || answer.redirected) return window.location.assign(address);
      show(await answer.text(), form.dataset.live, status);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") form.removeAttribute("data-live");
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    if (form.hasAttribute("data-live")) waiting = setTimeout(ask, REST);
  };

  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    if (!form.hasAttribute("data-live") || event.submitter?.name) return;
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
}

/** Where the form leads, without what was left empty. */
function addressOf(form) {
  const address = new URL(form.action);
  address.search = "";
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") address.searchParams.append(name, value);
  }
  return address;
}

/** Who was inside a part that was replaced stays there, on the same field where there still is one. */
function refocus(region, id) {
  const same = id && document.getElementById(id);
  if (!same) region.tabIndex = -1;
  (same || region).focus();
}

export function show(html, regions, status) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const region of document.querySelectorAll(regions)) {
    const fresh = region.id && answer.getElementById(region.id);
    if (!fresh) continue;
    const focused = region.contains(document.activeElement) && document.activeElement.id;
    region.replaceChildren(...fresh.childNodes);
    if (focused !== false) refocus(region, focused);
  }
  const count = document.querySelector("[data-live-count]")?.textContent.trim();
  if (count !== undefined && status) status.textContent = count;
}
