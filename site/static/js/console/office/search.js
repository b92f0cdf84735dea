// 查询考生: by number, ticket or name. What is typed stands in no address and is kept nowhere on this device.
import {busy} from "../../core/busy.js";
import {one} from "../../core/dom.js";
import {clearErrors, showErrors} from "../../core/errors.js";
import {start} from "../../core/start.js";
import {frame} from "../shared/frame.js";
import {connect, writeOffice} from "../shared/review.js";
import {drawPeople} from "./search/people.js";
import {admitted} from "./shared/admitted.js";
import {faultsOf} from "./shared/faults.js";

const SEARCHERS = ["reviewer", "supervisor", "office"];

async function search(root) {
  connect();
  const who = await admitted(root, ({role}) => SEARCHERS.includes(role), "这个账号不能查询考生。");
  if (!who) return;
  const [form, place] = [one("form", root), one("[data-found]", root)];
  const button = one("[type=submit]", form);
  const field = one("#search-text", form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (showErrors(form, text ? [] : [{id: field.id, message: "请填写受理编号、准考证号、证件号码或姓名"}])) return;
    busy(button, "正在查询…", () => find({text}));
  });
  button.disabled = false;

  async function find(asked, before) {
    clearErrors(form);
    try {
      const found = await writeOffice("search", asked);
      const pick = (person) => find({person}, found);
      drawPeople(place, found, {who, pick, back: before && (() => drawPeople(place, before, {who, pick}))});
    } catch (problem) {
      showErrors(form, faultsOf(problem, {text: field.id}));
    }
  }
}

start({frame, search});
