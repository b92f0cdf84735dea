// 上传毕业照片: when it can be uploaded, the photograph that stands, and the way to another one.
import {get} from "../core/api.js";
import {fill, focusOn, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {fullDay} from "../core/time.js";
import {reminder} from "../candidate/reminder.js";
import {link, ticketRef} from "../candidate/who.js";
import {closedReason, dates} from "../candidate/window-dates.js";
import {choosing} from "./choosing.js";

export async function photo(main) {
  const ref = await ticketRef();
  document.head.append(h("link", {rel: "stylesheet", href: main.dataset.style}));
  return loadInto(one("[data-place]", main), () => get(`/api/t/${ref}/graduation`), (page) => {
    time(one("[data-time]", main), page);
    standing(main, page.photo, page.sent);
    if (page.photo_now) {
      choosing(main, ref, page.limits, (kept) => {
        standing(main, kept, page.sent);
        focusOn(one("[data-standing] h2", main));
      });
    }
    show(one("[data-loading]", main), false);
    show(one("[data-page]", main), true);
    show(one("[data-form]", main), page.photo_now);
  });
}

function time(place, {photo_window: window, photo_now: open, sent}) {
  const reason = closedReason(window);
  fill(place,
    h("p", {}, dates(window)),
    open && reason && h("p", {}, h("b", {}, "您的毕业申请可以修改，现在也可以更换照片。")),
    !open && [h("p", {}, h("b", {}, reason)), h("p", {}, reminder({business: "photo", title: "上传毕业照片", remind: window.remind}))],
    h("p", {}, h("a", {href: link("/graduation/")}, sent ? "查看我的毕业申请" : "去申请毕业")));
}

const SENT = ["submitted", "under_review", "approved"];

// As it is stored: the server has written it anew. What was sent keeps the one that it was sent with
function standing(main, photo, sent) {
  const use = sent && SENT.includes(sent.state) ? "已提交的毕业申请使用提交时的照片；修改后重新提交时，使用这一张。" : "申请毕业时使用这一张，也会印在《毕业生登记表》上。";
  fill(one("[data-standing]", main),
    h("h2", {}, "我的毕业照片"),
    h("div", {class: "portrait"}, photo
      ? [
        h("img", {src: photo.url, alt: "我的毕业照片", width: 480, height: 640}),
        h("div", {}, h("p", {}, h("span", {class: "tag ok"}, "已上传"), " ", h("span", {class: "quiet num"}, fullDay(photo.at))), h("p", {}, use)),
      ]
      : h("p", {}, "还没有上传毕业照片。")));
  one("[data-choose]", main).textContent = photo ? "更换照片" : "选择照片";
}
