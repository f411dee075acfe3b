// Work that goes on: while a part of the page has `data-progress`, the page is asked for again and the part replaced; when
// the work is done, the whole page is shown anew. Without this module the page says so itself, by a refresh.

/** Between two questions, in milliseconds. */
const PAUSE = 1500;

const part = document.querySelector("[data-progress]");
if (part?.id) setTimeout(() => ask(part), PAUSE);

async function ask(shown) {
  try {
    const answer = await fetch(window.location.href, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return window.location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(shown.id);
    if (!fresh?.hasAttribute("data-progress")) return window.location.reload();
    // who is about to press a button keeps it
    if (!shown.contains(document.activeElement)) shown.replaceWith(fresh);
    setTimeout(() => ask(document.getElementById(shown.id)), PAUSE);
  } catch {
    // the server may be starting again
    setTimeout(() => ask(shown), PAUSE * 4);
  }
}
