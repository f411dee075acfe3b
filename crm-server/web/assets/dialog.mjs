// A fold that is marked as a dialog opens as one: `<details data-dialog><summary>…</summary><div>…</div></details>`.
// Without scripts it unfolds in its place.

for (const fold of document.querySelectorAll("details[data-dialog]")) enhance(fold);

function enhance(fold) {
  const summary = fold.querySelector("summary");
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = summary.className;
  opener.append(...summary.childNodes);
  opener.setAttribute("aria-haspopup", "dialog");

  const dialog = document.createElement("dialog");
  const title = fold.querySelector("h2, h3");
  if (title) {
    title.id ||= `dialog-${document.querySelectorAll("dialog").length}`;
    dialog.setAttribute("aria-labelledby", title.id);
  } else {
    dialog.setAttribute("aria-label", opener.textContent.trim());
  }
  dialog.append(...fold.querySelector("div").childNodes);
  for (const close of dialog.querySelectorAll("[data-close]")) {
    close.hidden = false;
    close.addEventListener("click", () => dialog.close());
  }

  opener.addEventListener("click", () => dialog.showModal());
  const opened = fold.open;
  fold.replaceWith(opener, dialog);
  // it stood open because what was sent from it came back with mistakes
  if (opened) dialog.showModal();
}
