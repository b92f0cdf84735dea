// A text field with a list (ARIA 1.2 combobox): typing narrows it, arrows move, Enter or a tap chooses. Text that is
// being composed by an input method is left alone until it is finished.
import {fill, h} from "./dom.js";

const MOST = 20;

// `search(text)` → Promise of {found: [{value, label, note}], all: how many there are, trouble}. `chosen(value)` follows a
// choice; text that is typed is none. `status` is where screen readers hear the count.
export function combobox({input, list, status, search, chosen}) {
  let [shown, at, turn] = [[], -1, 0];

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    at = index;
    Array.from(list.children).forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = list.children[at];
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({block: "nearest"});
  }

  function choose(option) {
    input.value = option.label;
    status.textContent = `已选择 ${option.label}`;
    close();
    chosen(option.value);
  }

  async function look() {
    const mine = (turn += 1);
    const text = input.value.trim();
    if (!text) {
      status.textContent = "";
      close();
      return;
    }
    const {found, all, trouble} = await search(text);
    if (mine !== turn || document.activeElement !== input) return;
    shown = found.slice(0, MOST);
    fill(list, shown.map((option, index) => h("li", {
      role: "option", id: `${list.id}-${index}`, "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(), onclick: () => choose(option),
    }, option.label, option.note && h("small", {}, option.note))));
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    input.removeAttribute("aria-activedescendant");
    at = -1;
    status.textContent = trouble || (all > MOST ? `共 ${all} 项，显示前 ${MOST} 项，请继续输入` : all ? `共 ${all} 项` : "没有找到，请换一种写法");
  }

  const KEYS = {
    ArrowDown: () => (list.hidden ? look() : mark((at + 1) % shown.length)),
    ArrowUp: () => !list.hidden && mark((at <= 0 ? shown.length : at) - 1),
    Enter: () => shown[at] && choose(shown[at]),
    Escape: close,
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !KEYS[event.key] || (list.hidden && event.key !== "ArrowDown")) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  input.addEventListener("input", (event) => event.isComposing || look());
  input.addEventListener("compositionend", look);
  input.addEventListener("blur", () => {
    turn += 1;
    close();
  });
  look();
}
