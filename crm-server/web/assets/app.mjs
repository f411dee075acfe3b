// What every page gets. Each part looks for its own markup; without scripts the pages work all the same.

import "./dialog.mjs";
import "./keys.mjs";
import "./live.mjs";
import "./progress.mjs";
import "./lookup.mjs";
import "./unsaved.mjs";

// buttons that only a script can serve are hidden until there is one
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
