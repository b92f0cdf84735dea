// 查验码 of an approved application, fetched when it is asked for: made for some months, shown with its QR code, printed,
// revoked. Session and clock are the page's; they are given.
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {pictureOf} from "./pay-code.js";

const USUAL = "3";

// `page` is {no, get, send, ask, copyButton, months}
export async function attestation(box, page) {
  const path = `/api/applications/${page.no}/attestation`;
  const trouble = h("p", {class: "error", role: "alert"});
  // What was pressed is gone: the heading says where one is
  const draw = (held) => {
    fill(box, h("h2", {}, "查验码"), held.code ? standing(held) : ended(held), trouble);
    focusOn(one("h2", box));
  };
  const copying = (text, name) => {
    const button = page.copyButton(text, name);
    button.textContent = `复制${name}`;
    return button;
  };

  async function change(button, text, where, body) {
    trouble.textContent = "";
    await busy(button, text, async () => {
      try {
        draw(await page.send("POST", where, body));
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        trouble.textContent = wordsWithRef(problem);
      }
    });
  }

  function ended(held) {
    const select = h("select", {id: "attestation-months"}, page.months.map((count) => h("option", {value: count, selected: count === USUAL}, `${count} 个月`)));
    const make = (event) => change(event.currentTarget, "正在生成…", path, {months: Number(select.value), ver: held.ver});
    return [
      held.validity && h("p", {}, over(held)),
      held.can_make ? [
        h("p", {}, "需要让用人单位、学校等核实这项结果时，生成一个查验码交给对方，对方不用登录就能查验。"),
        shownTo(held),
        h("div", {class: "field"}, h("label", {for: "attestation-months"}, "有效期"), select),
        h("div", {class: "actions"}, h("button", {type: "button", class: "btn", onclick: make}, "生成查验码")),
      ] : h("p", {}, "这项结果目前不能生成查验码。"),
    ];
  }

  function standing(held) {
    const revoke = async (event) => {
      const button = event.currentTarget;
      if (await page.ask(SURE)) await change(button, "正在撤销…", `${path}/revocation`, {ver: held.ver});
    };
    return [
      h("p", {class: "big num", translate: "no"}, held.code),
      h("img", {src: pictureOf(held.qr), alt: "查验码的二维码，扫码打开结果查验页", width: 180, height: 180}),
      h("p", {}, `扫二维码，或者打开 ${held.address.split("#")[0]} 输入查验码。有效期至 ${lastDay(held.until)}。`),
      shownTo(held),
      h("p", {class: "quiet"}, looks(held)),
      h("p", {class: "quiet"}, "在微信里不能打印，可以截图或者复制链接发给对方。"),
      h("div", {class: "actions"},
        copying(held.code, "查验码"),
        copying(held.address, "查验链接"),
        h("button", {type: "button", class: "btn second", onclick: () => printed(box)}, "打印查验单"),
        h("button", {type: "button", class: "btn second", onclick: revoke}, "撤销查验码")),
    ];
  }

  draw(await page.get(path));
}

const SURE = {
  title: "确定撤销这个查验码吗？",
  text: ["撤销后，已经拿到这个码的人不能再查验，也看不到任何信息。需要时可以重新生成一个。"],
  choices: [{label: "不撤销", value: false, kind: "second"}, {label: "确定撤销", value: true, kind: "grave"}],
};

const dateOf = (instant) => fullDay(instant).split(" ")[0];

const lastDay = (until) => dateOf(until - 1);

const over = ({validity, until, looks: count}) => `${{
  revoked: "上一个查验码已撤销",
  expired: `上一个查验码已于 ${lastDay(until)} 到期`,
  void: "审核结果有变更，原来的查验码不能再用",
}[validity]}，共被查验 ${count} 次。`;

const looks = ({looks: count, looked_at: at}) => (count ? `已被查验 ${count} 次，最近一次是 ${fullDay(at)}。` : "还没有人查验过。");

function shownTo({shown}) {
  const facts = [["结果", shown.outcome], ["专业或课程", shown.title], ["姓名", shown.name_masked], ["办理业务", shown.business_text], ["通过日期", dateOf(shown.decided_at)]];
  return [
    h("h3", {}, "对方看到的内容"),
    h("dl", {class: "facts"}, facts.map(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
  ];
}

// The card alone on a sheet of paper
function printed(box) {
  const {classList} = document.body;
  classList.add("lone-print");
  box.classList.add("lone");
  addEventListener("afterprint", () => classList.remove("lone-print"), {once: true});
  print();
}
