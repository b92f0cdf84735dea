// 毕业生登记表: one's own, printed from here. The address names the application, or the latest of the ticket is meant.
import {get} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {registerFile} from "../register/file.js";
import {printButton, showSheets, sizeButton} from "../register/screen.js";
import {toComputer} from "./to-computer.js";
import {link, param, ticketRef} from "./who.js";

export async function register(main) {
  const [place, paper] = [one("[data-place]", main), one("[data-sheets]", main)];
  const ref = await ticketRef();
  await loadInto(place, () => Promise.all([found(ref), registerFile(), elsewhere()]), ([data, {sheets}, address]) => {
    if (!data) return fill(place, none());
    const fit = showSheets(paper, sheets(data));
    return fill(place, above(data, address ? toComputer(address) : null, [!address && printButton(paper), sizeButton(paper, fit)]));
  });
}

// WeChat's own browser cannot print
const elsewhere = () => (/MicroMessenger/i.test(navigator.userAgent) ? get("/api/graduation/address") : null);

async function found(ref) {
  const no = param("no") || ((await get(`/api/t/${ref}/graduation`)).sent || {}).no;
  return no ? get(`/api/t/${ref}/graduation/${encodeURIComponent(no)}/register`) : null;
}

const none = () => h("section", {class: "card"},
  h("p", {}, "提交申请毕业后，可以在这里打印《毕业生登记表》。"),
  h("div", {class: "actions"}, h("a", {class: "btn", href: link("/graduation/")}, "申请毕业")));

function above(data, other, buttons) {
  return h("section", {class: "card"},
    h("p", {}, h("b", {}, data.title), " ", h("span", {class: "tag"}, data.state_text)),
    h("p", {}, data.is_final ? "内容是毕业审核通过时的内容，不再变化。" : "请核对各项内容。审核通过以前，成绩按目前的记录列出。"),
    h("p", {}, "请用 A4 纸打印，按主考学校的通知签字。证件号码和准考证号在这里只显示一部分，学校打印的登记表上是完整的。"),
    other,
    h("div", {class: "actions"}, buttons));
}
