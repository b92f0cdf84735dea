// The fields of a form made from a table: read, written and judged by what the page says of them. Sentences and limits
// stand in the markup, from the same table as the server's; nothing is worded here.
import {all, one} from "../core/dom.js";
import {later} from "../core/later.js";

// As the server counts: code points
const size = (text) => [...text].length;

const plain = (text) => text.replace(/[\uff01-\uff5e]/g, (one) => one.normalize("NFKC")).replace(/[\s\p{Cf}]/gu, "");

// `changed()` follows every change; `files` = {box, courses, style}: what the search for courses is made of
export function fieldsOf(form, {files, changed}) {
  form.addEventListener("input", (event) => event.target.type !== "file" && changed());
  return all("[data-field]", form).map((element) => {
    const field = {name: element.dataset.field, sort: element.dataset.sort, limits: element.dataset, says: JSON.parse(element.dataset.says)};
    const control = one("input, select, textarea", element);
    if (field.sort === "course") return {...field, ...course(element, control, files, changed)};
    if (["month", "day"].includes(field.sort)) return {...field, ...date(element)};
    if (["code", "score", "shape"].includes(field.sort)) control.addEventListener("blur", () => tidy(control, changed));
    return {
      ...field,
      id: () => control.id,
      read: () => control.value,
      write: (value) => {
        control.value = value;
      },
    };
  });
}

function tidy(control, changed) {
  const clean = plain(control.value);
  if (clean === control.value) return;
  control.value = clean;
  changed();
}

// A course is chosen, never typed: typing undoes the choice
function course(element, input, files, changed) {
  let code = "";
  const attach = () => later(files.box).then((box) => box.attach(element, files, (value) => {
    code = value;
    changed();
  }), () => {
    one("[role=status]", element).textContent = "课程列表没有加载，请检查网络后再点这里";
    input.addEventListener("click", attach, {once: true});
  });
  input.addEventListener("focus", attach, {once: true});
  input.addEventListener("input", () => {
    code = "";
  });
  return {
    id: () => input.id,
    read: () => code,
    text: () => input.value,
    write: (value, text) => {
      code = value;
      input.value = text || value;
    },
  };
}

// Of a year, a month, and where it is a whole day, a day: 2018-07, as far as it is filled in
function date(element) {
  const [year, ...numbers] = all("input, select", element);
  return {
    // A day is wrong as a whole: its fieldset
    id: (part) => (part === "month" ? numbers[0].id : element.id || year.id),
    read: () => [plain(year.value), ...numbers.map(({value}) => value.padStart(2, "0"))].join("-").replace(/(-00)+$/, ""),
    write: (value) => {
      const [first, ...rest] = value.split("-");
      year.value = first;
      numbers.forEach((number, place) => {
        number.value = rest[place] ? String(Number(rest[place])) : "";
      });
    },
  };
}

// [{id, message}] of what is missing or wrong now, `today` being 2026-11-26; `judges` are those of further sorts
export const faultsOf = (fields, today, judges = {}) => fields.flatMap((field) => {
  const [key, part] = faultOf(field, today, judges);
  return key ? [{id: field.id(part), message: field.says[key]}] : [];
});

function faultOf({sort, limits, read}, today, judges) {
  const value = read().trim();
  if (!value) return limits.required === undefined ? [] : ["missing"];
  if (sort === "month") return monthFault(value, limits, today);
  if (sort === "score") return /^\d{1,3}$/.test(value) && Number(value) >= Number(limits.least) && Number(value) <= Number(limits.most) ? [] : ["range"];
  if (judges[sort]) return judges[sort](value, limits, today);
  return limits.longest && size(value) > Number(limits.longest) ? ["long"] : [];
}

function monthFault(value, {until, first}, today) {
  const [year, number] = value.split("-");
  const [lastYear, lastMonth] = (until || today).split("-").map(Number);
  if (!year) return ["missing", "year"];
  if (!/^\d{4}$/.test(year)) return ["shape", "year"];
  if (Number(year) > lastYear) return ["beyond", "year"];
  if (Number(year) < Number(first)) return ["early", "year"];
  if (!number) return ["month", "month"];
  return Number(year) === lastYear && Number(number) > lastMonth ? ["beyond", "month"] : [];
}
