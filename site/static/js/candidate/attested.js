// The way to the 查验码 of what was approved; the card itself is a file of its own.
import {busy} from "../core/busy.js";
import {h, one} from "../core/dom.js";
import {file, opening} from "./dialogs-file.js";

const BUSINESSES = ["exemption", "graduation"];

export function attested({no, business, state}, page) {
  if (state !== "approved" || !BUSINESSES.includes(business)) return null;
  const ask = (question) => opening(({ask: put}) => put(question));
  const open = (event) => {
    const {attestation: url, months} = one("[data-attestation]").dataset;
    const given = {...page, no, ask, months: months.split(",")};
    return busy(event.currentTarget, "正在打开…", () => opening(({attestation}) => attestation(box, given), "", () => file(url)));
  };
  const box = h("section", {class: "card"},
    h("h2", {}, "查验码"),
    h("p", {}, "用人单位、学校等需要核实这项结果时，可以给对方一个查验码。"),
    h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: open}, "查看或生成查验码")));
  return box;
}
