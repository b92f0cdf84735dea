// 人员权限: who works here and where. Rights are asked for here and granted by somebody else; they are taken at once.
import {toast} from "../../core/banner.js";
import {all, fill, focusOn, one} from "../../core/dom.js";
import {start} from "../../core/start.js";
import {frame} from "../shared/frame.js";
import {connect, readOffice} from "../shared/review.js";
import {trouble} from "../shared/trouble.js";
import {admitted, isAdministrator} from "./shared/admitted.js";
import {showAsks} from "./shared/asks.js";
import {adding} from "./staff/adding.js";
import {colleagues} from "./staff/colleagues.js";

async function staff(root) {
  connect();
  const who = await admitted(root, isAdministrator, "人员和权限由考籍管理人员办理。");
  if (!who) return undefined;
  const choices = {roles: pairs("#roles"), schools: pairs("#schools")};
  const list = one("[data-staff]", root);
  const again = showAsks(one("[data-asks]", root), () => load());
  const asked = async () => {
    toast("已提出，等待另一位考籍管理人员批准");
    await again();
    focusOn(one("[data-asks] h2", root));
  };
  const load = async () => {
    try {
      fill(list, colleagues((await readOffice("staff")).staff, choices, {asked, gone}));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      trouble(list, problem, load);
    }
  };
  const gone = async () => {
    await load();
    focusOn(one("#staff-title", root));
  };
  adding(one("[data-adding]", root), choices, asked);
  await Promise.all([load(), again()]);
  return undefined;
}

const pairs = (selector) => all("option", one(selector).content).map((option) => [option.value, option.textContent]);

start({frame, staff});
