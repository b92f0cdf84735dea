// Elements without HTML strings: text only ever becomes text.

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) assign(element, name, value);
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function assign(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter(Boolean));
  return element;
}

export const one = (selector, root) => (root || document).querySelector(selector);

export const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

let serial = 0;

export function newId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

export function show(element, visible) {
  if (element) element.hidden = !visible;
}

export function focusOn(element) {
  if (!element.hasAttribute("tabindex") && !/^(A|BUTTON|INPUT|SELECT|TEXTAREA)$/.test(element.tagName)) {
    element.setAttribute("tabindex", "-1");
  }
  element.focus();
}
