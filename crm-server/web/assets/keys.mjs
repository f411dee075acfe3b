// One key leads to what is marked with it: `<a data-key="F2" aria-keyshortcuts="F2">`. Function keys only: they are the
// same on every keyboard, mean nothing while one types, and no speech input says them by accident.

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!/^F\d+$/.test(event.key)) return;
  const goal = document.querySelector(`[data-key="${event.key}"]`);
  if (!goal) return;
  event.preventDefault();
  goal.click();
});
