// What every sheet is made of: the frame with its foot, rows of a table, days, and a place to measure in.
import {h} from "../core/dom.js";
import {fullDay} from "../core/time.js";

export const FORM = "高等教育自学考试毕业生登记表";
const BLANK_DAY = "　　　　年　　月　　日";

// One side of paper. `body` takes the content; who adds more than fits finds out by isOver.
export function sheet(kind, title, register) {
  const body = h("div", {class: "sheet-body"});
  const whole = h("section", {class: `sheet ${kind}`},
    h("header", {}, h("h2", {}, title), kind !== "front" && h("p", {class: "whose"}, whose(register))),
    body,
    h("footer", {}, h("span", {class: "receipt"}, register.no ? `受理编号 ${register.no}` : ""), h("span", {class: "page"})));
  return {whole, body};
}

function whose({name, ticket_number: ticket, title}) {
  return [name && `姓名：${name}`, ticket && `准考证号：${ticket}`, title && `专业：${title}`].filter(Boolean).map((text) => h("span", {}, text));
}

// "第 1 页 共 3 页", for the eye and for who listens
export function number(made) {
  made.forEach((whole, index) => {
    const text = `第 ${index + 1} 页 共 ${made.length} 页`;
    whole.querySelector(".page").textContent = text;
    whole.setAttribute("aria-label", `${whole.querySelector("h2").textContent}，${text}`);
  });
  return made;
}

export const tr = (...cells) => h("tr", {}, cells);

export const th = (text, props) => h("th", {scope: "row", ...props}, text);

export const td = (text, props) => h("td", props, text);

// Widths in mm, which sheet.css knows; the last column takes what is left
export const columns = (...widths) => h("colgroup", {}, widths.map((width) => h("col", {class: `w${width}`})), h("col"));

export const day = (instant) => (instant ? fullDay(instant).split(" ")[0] : BLANK_DAY);

export const signature = (who, instant) => h("p", {class: "sign"}, h("span", {}, `${who}：`, h("i", {})), h("span", {}, day(instant)));

export const isOver = (box) => box.scrollHeight > box.clientHeight;

// Sheets are laid out in their true size where nobody sees them; `act` gets the place.
export function measured(act) {
  const place = h("div", {class: "sheets-measured", "aria-hidden": "true"});
  document.body.append(place);
  try {
    return act(place);
  } finally {
    place.remove();
  }
}
