// One case on the desk: loaded with who looks at it, then laid out.
import {one, show} from "../core/dom.js";
import {start} from "../core/start.js";
import {layOut} from "./case/desk.js";
import {showCarried} from "./shared/flash.js";
import {frame} from "./shared/frame.js";
import {connect, read} from "./shared/review.js";
import {reviewer} from "./shared/reviewer.js";
import {trouble} from "./shared/trouble.js";

async function openCase(root) {
  connect();
  showCarried();
  const id = new URLSearchParams(location.search).get("id") || "";
  const load = () => read(`cases/${encodeURIComponent(id)}`);
  try {
    const [found, who] = await Promise.all([load(), reviewer()]);
    await layOut(root, {...found, id}, who, load);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    show(one(".jumps", root), false);
    trouble(one("[data-loading]", root), problem, () => location.reload(), problem.status === 404 ? "没有找到此件" : "");
  }
}

start({frame, case: openCase});
