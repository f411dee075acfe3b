// Who leaves a page with a changed form is asked first: `<form data-unsaved>`. A form that came back with mistakes has
// `data-unsaved="changed"`: what it holds is saved nowhere.

const changed = new Set();

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  if (form.dataset.unsaved === "changed") changed.add(form);
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("reset", () => changed.delete(form));
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) changed.clear();
});

window.addEventListener("beforeunload", (event) => {
  if (changed.size > 0) event.preventDefault();
});
