// A draft that was changed in two places: which copy goes on is asked, the other one stays on this device and is offered.
import {banner, endBanner} from "../core/banner.js";
import {ask} from "../core/dialog.js";
import {h} from "../core/dom.js";
import {device} from "../core/store.js";
import {day} from "../core/time.js";

const when = (at) => (at ? day(at) : "更早");

// "mine" or "theirs"; `place` is where the other copy is kept
export async function chosen(place, mine, remote) {
  const theirs = {body: remote.body, at: remote.saved_at};
  const choice = await ask({
    title: "另一处保存了新内容",
    text: [
      `另一台设备或另一个页面于 ${when(theirs.at)} 保存了新内容，本页的内容填写于 ${when(mine.at)}。`,
      "您要用哪一份？没有选用的那一份会留在本机，可以换回。",
    ],
    choices: [
      {label: "使用新的", value: "theirs"},
      {label: "保留本页", value: "mine", kind: "second"},
    ],
  });
  device.set(place, choice === "theirs" ? {body: mine.body, at: mine.at} : theirs);
  return choice || "mine";
}

// `present()` is the copy on the page, which takes the other's place when that one is called back by `replace`
export function offered(place, present, replace) {
  const {body, at} = device.get(place);
  const button = (label, act) => h("button", {type: "button", class: "link", onclick: act}, label);
  const exchange = () => {
    device.set(place, present());
    replace(body);
  };
  const drop = () => {
    device.drop(place);
    endBanner("other");
  };
  banner("other", "warn", `另一份内容（${when(at)}）留在本机。`, button("换成那一份", exchange), " ", button("不再需要", drop));
}
