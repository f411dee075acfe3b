// The list of mistakes says of which field each one is: several fields may just be "required".

for (const link of document.querySelectorAll(".notice.error a[href^='#']")) {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const name = field && nameOf(field);
  if (name) link.prepend(`${name}: `);
}

function nameOf(field) {
  const group = field.matches("[type=radio], [type=checkbox]") ? field.closest("fieldset") : null;
  const outer = field.parentElement.closest("fieldset.field");
  const label = group?.querySelector("legend") ?? field.labels?.[0] ?? field.querySelector("legend");
  const own = textOf(label);
  return outer && label !== outer.querySelector("legend") ? `${textOf(outer.querySelector("legend"))}, ${own}` : own;
}

/** The words of a label without its "(optional)"; all of one that has words for the ear only. */
function textOf(label) {
  const own = [...(label?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
  return own || (label?.textContent.trim() ?? "");
}
