// 考生须知: the versions that were published and those the platform came with; a new one is seen before it is published.
import {all, fill, h, one} from "../../core/dom.js";
import {start} from "../../core/start.js";
import {frame} from "../shared/frame.js";
import {connect, readOffice} from "../shared/review.js";
import {reviewer} from "../shared/reviewer.js";
import {trouble} from "../shared/trouble.js";
import {list} from "./notices/list.js";
import {write} from "./notices/write.js";

async function notices(root) {
  connect();
  const place = one("[data-place]", root);
  const built = all("[data-version]", one("template", root).content);
  try {
    const [{notices: published}, {rows}, who] = await Promise.all([readOffice("notices"), readOffice("windows"), reviewer()]);
    const desk = {root, place, published, rows, built, titles: JSON.parse(root.dataset.titles), mayPublish: who.scope.kind === "city"};
    if (desk.mayPublish && new URLSearchParams(location.search).get("new")) write(desk);
    else list(desk);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble(place, problem, () => {
      fill(place, h("p", {class: "wait"}, "正在读取考生须知…"));
      notices(root);
    });
  }
}

start({frame, notices});
