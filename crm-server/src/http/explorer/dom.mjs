// Making elements. Text only ever comes in as text: the page has no place where markup is parsed.

export const byId = (id) => document.getElementById(id);

/** An element with properties (`data`/`aria` as attributes) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A button that does something. */
export const button = (text, action, properties = {}) =>
  make("button", { type: "button", onclick: action, ...properties }, text);

/** Spans for the tokens of a text, everything between them as it is. */
export function coloured(text, tokens) {
  const parts = [];
  let place = 0;
  for (const { kind, start, end } of tokens) {
    if (start > place) parts.push(text.slice(place, start));
    parts.push(make("span", { className: kind }, text.slice(start, end)));
    place = end;
  }
  parts.push(text.slice(place));
  return parts;
}

/** Tabs by the usual pattern: one is in the tab order, arrows move between them, in the page's direction. */
export function tabs(list) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const select = (chosen) => {
    for (const tab of all) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
  };
  for (const tab of all) tab.onclick = () => select(tab);
  list.onkeydown = (event) => {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const step = { [forward]: 1, [backward]: -1 }[event.key];
    if (!step) return;
    const next = all.at((all.indexOf(document.activeElement) + step) % all.length);
    select(next);
    next.focus();
    event.preventDefault();
  };
}

/** A place of the browser's storage; where it is closed, nothing is kept. */
export function kept(storage, key) {
  const quietly = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    read: () => quietly(() => window[storage].getItem(key)),
    write: (text) => quietly(() => window[storage].setItem(key, text)),
    forget: () => quietly(() => window[storage].removeItem(key)),
  };
}
