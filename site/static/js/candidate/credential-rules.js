// What is missing or wrong in a credential, in the words of the catalogue; the server judges again. Fetched on its own,
// when somebody begins to type. A diploma needs a second proof beside it: the slot is added at once, of the kind the year of
// graduation asks for.

import {picturesFault} from "./pictures-fault.js";

// As the server counts: code points, so that a rare character or a picture character is one
const size = (text) => [...text].length;

// `limits` holds the catalogue's limits and today, as 2026-11-26, by the server's clock
export function faultsOf(card, limits) {
  const values = card.read();
  const kind = card.kind();
  if (!values.type) return [fault(card, "type", "请选择凭证类型")];
  const checks = {
    level: kind.level && !values.level ? `请选择${kind.level}` : "",
    number: kind.number ? numberFault(values.number.trim(), kind, limits) : "",
    year: kind.date ? yearFault(values, kind.date, limits) : "",
    month: kind.date ? monthFault(values, kind.date, limits) : "",
    province: kind.placed !== undefined && !values.province ? "请选择获取凭证省份" : "",
    note: size(values.note.trim()) > limits.noteLongest ? `备注不能超过 ${limits.noteLongest} 个字符，您填写了 ${size(values.note.trim())} 个` : "",
    uploads: picturesFault(card.pictures, "请上传凭证图片"),
  };
  return Object.entries(checks).filter(([, message]) => message).map(([name, message]) => fault(card, name, message));
}

// Full-width forms and spaces come along when numbers are copied; the server folds them too. Whether any were there
export function tidy(input) {
  const typed = input.value;
  input.value = typed.replace(/[\uff01-\uff5e]/g, (one) => one.normalize("NFKC")).replace(/[\s\p{Cf}]/gu, "");
  return input.value !== typed;
}

// Of cards whose second proof is missing
export function companionFaults(cards, place) {
  return cards.filter((card) => wanted(card).length && !hasCompanion(card, cards)).map((card) => ({id: place, message: card.kind().companionText}));
}

const fault = (card, name, message) => ({id: card.field(name).id, message});

function numberFault(number, kind, limits) {
  if (!number) return kind.required === undefined ? "" : `请填写${kind.number}`;
  if (size(number) > limits.numberLongest) return `${kind.number}不能超过 ${limits.numberLongest} 个字符，您填写了 ${size(number)} 个`;
  if (!kind.pattern || new RegExp(`^(?:${kind.pattern})$`).test(number)) return "";
  const lengthFits = new RegExp(`^(?:${kind.pattern})$`).test("0".repeat(size(number)));
  return `${kind.number}应为 ${kind.patternText}，${lengthFits ? "请检查是否有其他字符" : `您填写了 ${size(number)} 位`}`;
}

function yearFault({year}, label, {today, yearFirst}) {
  const thisYear = today.slice(0, 4);
  if (!year) return `请填写${label}的年份`;
  if (!/^\d{4}$/.test(year)) return `${label}的年份应为 4 位数字`;
  if (year > thisYear) return `${label}不能晚于现在`;
  return Number(year) < yearFirst ? `${label}的年份应在 ${yearFirst} 至 ${thisYear} 之间` : "";
}

function monthFault({year, month}, label, {today}) {
  if (!month) return `请选择${label}的月份`;
  return `${year}-${month.padStart(2, "0")}` > today.slice(0, 7) ? `${label}不能晚于现在` : "";
}

// Manual 3.2.5: from 2002 on the registration form (named first), before 2002 the verification report.
const SINCE = 2002;

const wanted = (card) => (card.kind().companions || "").split(" ").filter(Boolean);

function typeFor(card) {
  const year = Number(card.field("year").value);
  const types = wanted(card);
  return year && year < SINCE ? types[types.length - 1] : types[0];
}

const hasCompanion = (card, cards) => cards.some((other) => other !== card && wanted(card).includes(other.field("type").value));

const untouched = (slot) => !slot.touched && !slot.pictures.ids().length;

// Adds, changes or takes away the slot that belongs to `card`; the slot is the candidate's own once touched. Arrow keys
// pass a diploma on their way to another type, and this file may come when the card is gone.
export function attend(card, cards, {add, drop, settle}) {
  if (!cards.includes(card) || card.companion === "declined") return;
  const slot = cards.includes(card.companion) ? card.companion : null;
  if (slot && untouched(slot)) {
    if (!wanted(card).length) drop(slot);
    else if (slot.field("type").value !== typeFor(card)) slot.setType(typeFor(card));
  } else if (!slot && wanted(card).length && !hasCompanion(card, cards)) card.companion = add(typeFor(card));
  settle();
}
