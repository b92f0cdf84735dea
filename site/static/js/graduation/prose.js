// Text that is printed: counted while it is typed, judged as the server does.
import {one} from "../core/dom.js";
import {EMOJI, isUnwanted, printed} from "../candidate/printing.js";

const QUIET = 1000;
const PARAGRAPHS_MOST = 30;

function faultOf(value, {least, longest}) {
  if (EMOJI.test(value)) return "emoji";
  if (isUnwanted(value)) return "unwanted";
  if (value.split(/[\r\n]+/).filter((line) => line.trim()).length > PARAGRAPHS_MOST) return "lines";
  const count = printed(value);
  if (count > longest || [...value].length > 2 * longest) return "long";
  return count < least ? "short" : "";
}

// `says`: sentences with names for what only the moment tells
export function proseField(area, {label, least, longest, says}) {
  const told = (key) => says[key].replace(/\{(\w+)\}/g, (_, name) => ({label, least, longest})[name]);
  const key = () => (area.value.trim() ? faultOf(area.value.trim(), {least, longest}) : "missing");
  return {
    area,
    faults: () => (key() ? [{id: area.id, message: told(key())}] : []),
    count() {
      const count = printed(area.value);
      if (count < least) return `已填写 ${count} 字，至少 ${least} 字，还差 ${least - count} 字（不计空格和换行）`;
      return count > longest ? `已填写 ${count} 字，最多 ${longest} 字，超出 ${count - longest} 字（不计空格和换行）` : `已填写 ${count} 字，最多 ${longest} 字（不计空格和换行）`;
    },
  };
}

// Seen at every letter; heard when somebody pauses
export function counted(element, field) {
  const [seen, heard] = [one("[data-count]", element), one("[data-heard]", element)];
  let timer = null;
  const tell = () => {
    seen.textContent = field.count();
    clearTimeout(timer);
    timer = setTimeout(() => {
      heard.textContent = field.count();
    }, QUIET);
  };
  seen.textContent = field.count();
  field.area.addEventListener("input", tell);
}
