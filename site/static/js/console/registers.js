// 毕业生登记表 on paper: of the case that the address names, or of a school's list.
import {one} from "../core/dom.js";
import {start} from "../core/start.js";
import {batch} from "./registers/batch.js";
import {single} from "./registers/single.js";
import {frame} from "./shared/frame.js";
import {connect} from "./shared/review.js";
import {reviewer} from "./shared/reviewer.js";
import {trouble} from "./shared/trouble.js";

async function registers(main) {
  connect();
  const [place, paper] = [one("[data-place]", main), one("[data-sheets]", main)];
  const id = new URLSearchParams(location.search).get("id");
  try {
    await (id ? single(id, place, paper) : batch(await reviewer(), place, paper));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble(place, problem, () => location.reload());
  }
}

start({frame, registers});
