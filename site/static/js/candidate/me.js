// 我的: who one is here, the tickets, and the ways to everything of one's own.
import {send} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {opening} from "./dialogs-file.js";
import {openSwitch} from "./switch.js";
import {home, link, majorOf} from "./who.js";

const leave = () => opening(({signOut}) => signOut(send), "尚未退出：");

const row = ([title, href]) => h("a", {class: "row go", href}, h("span", {}, title));

export function me(main) {
  const place = one("[data-place]", main);
  return loadInto(place, home, ({name, id_masked: id, ticket, tickets}) => {
    fill(place,
      h("section", {class: "card"},
        h("p", {class: "big"}, name),
        h("dl", {class: "facts"},
          h("dt", {}, "证件号码"), h("dd", {class: "num"}, id),
          h("dt", {}, "准考证号"), h("dd", {class: "num"}, ticket.number),
          h("dt", {}, "专业"), h("dd", {}, majorOf(ticket)),
          h("dt", {}, "主考学校"), h("dd", {}, ticket.school_name)),
        tickets.length > 1 && h("div", {class: "actions"}, h("button", {type: "button", class: "btn second small", onclick: openSwitch}, "切换准考证号"))),
      h("nav", {class: "card", "aria-label": "我的内容"},
        [["消息", link("/messages/")], ["申请免考", link("/exemptions/")], ["申请毕业", link("/graduation/")], ["成绩补登", link("/supplements/")], ["外省转入", link("/transfers/in/")], [`${document.body.dataset.here}转出`, link("/transfers/out/")], ["我的订单", link("/orders/")], ["历次成绩", link("/scores/", {view: "all"})], ["毕业进度", link("/degree/")], ["使用帮助", "/help/"]]
          .map(row)),
      h("section", {class: "card"},
        h("h2", {}, "账户和个人信息"),
        row(["修改密码", link("/me/password/")]),
        row(["我的数据", link("/me/data/")]),
        h("p", {class: "quiet"}, "退出会同时结束您在其他手机、电脑上的登录。在公用电脑上办完后请退出。"),
        h("div", {class: "actions"}, h("button", {type: "button", class: "btn second small", onclick: leave}, "退出所有设备"))));
  });
}
