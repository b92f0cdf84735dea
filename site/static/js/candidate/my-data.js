// 我的数据: who saw or changed one's record, and the mobile that codes go to; the rest of the page is its own HTML.
import {get} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {day} from "../core/time.js";

export function data(main) {
  const place = one("[data-place]", main);
  return loadInto(place, () => get("/api/me/data"), ({mobile, log}) => {
    fill(place,
      h("section", {class: "card"},
        h("h2", {}, "谁查看或更改过我的信息"),
        h("p", {class: "quiet"}, "显示最近 50 条。工作人员只显示岗位和单位；对某条记录有疑问，请致电并说明时间。"),
        log.length
          ? h("ol", {class: "time"}, log.map(line))
          : h("p", {}, "还没有记录。工作人员查看您的完整证件号码、更改您的信息，都会记在这里。")),
      h("section", {class: "card"},
        h("h2", {}, "重置用手机"),
        h("p", {}, mobile ? h("b", {class: "num"}, mobile) : "没有登记"),
        h("p", {class: "quiet"}, "忘记密码时，验证码发到这个手机。登记或更换请携带本人身份证到主考学校办理。")));
  });
}

const line = ({at, by, text}) => h("li", {}, h("span", {class: "quiet num"}, day(at)), h("br"), `${by}：${text}`);
