// 背面: 自我鉴定 and the opinions of the offices; what the box does not hold goes on to 续页.
import {h} from "../core/dom.js";
import {poured} from "./evaluation.js";
import {day, sheet, signature} from "./paper.js";

const TITLE = "自我鉴定";

// `place` is where sheets are measured
export function back(register, place) {
  const opinions = register.opinions || [];
  const made = [];
  let left = {text: register.evaluation || "", goesOn: false};
  do {
    const {whole, box, more} = made.length ? runOn(register, made.length) : first(register, opinions);
    place.append(whole);
    left = poured(box, left);
    more.textContent = left.text ? "（下转续页）" : "";
    made.push(whole);
  } while (left.text);
  return made;
}

function first(register, opinions) {
  const {whole, body} = sheet("back", TITLE, register);
  const signed = opinions.find((one) => one.stage === "signature");
  const {frame, ...within} = framed(signed && signed.at);
  body.append(frame, h("div", {class: "opinions"}, opinions.filter((one) => one !== signed).map(opinion)));
  return {whole, ...within};
}

function runOn(register, index) {
  const {whole, body} = sheet("run-on", `${TITLE}（续页${index > 1 ? ` ${index}` : ""}）`, register);
  const {frame, ...within} = framed(null);
  body.append(frame);
  return {whole, ...within};
}

function framed(signedAt) {
  const box = h("div", {class: "evaluation"});
  const more = h("p", {class: "more"});
  return {frame: h("div", {class: "framed"}, box, more, signature("考生签字", signedAt)), box, more};
}

function opinion({title, text, at}) {
  return h("section", {class: "framed opinion"},
    h("h3", {}, `${title}意见`), h("p", {}, text),
    h("p", {class: "sign"}, h("span", {}, "（盖章）"), h("span", {}, day(at))));
}
