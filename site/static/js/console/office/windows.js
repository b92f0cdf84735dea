// 业务办理时间: the list of what stands, or one of them in work; the address says which.
import {one} from "../../core/dom.js";
import {start} from "../../core/start.js";
import {connect, readOffice} from "../shared/review.js";
import {frame} from "../shared/frame.js";
import {trouble} from "../shared/trouble.js";
import {edit} from "./windows/edit.js";
import {list} from "./windows/list.js";

async function windows(root) {
  connect();
  const place = one("[data-place]", root);
  try {
    const [found, {notices}] = await Promise.all([readOffice("windows"), readOffice("notices")]);
    draw({root, place, ...found, ...told(root), notices});
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble(place, problem, () => windows(root));
  }
}

// What the page was built with: the titles of businesses, the pages of those that candidates do here, the texts of notices
const told = ({dataset}) => ({titles: JSON.parse(dataset.titles), pages: JSON.parse(dataset.pages), built: JSON.parse(dataset.built)});

function draw(desk) {
  const query = new URLSearchParams(location.search);
  const row = desk.rows.find(({id, can_edit: mine}) => mine && id === query.get("id"));
  if (row || query.get("new")) edit(desk, row || null);
  else list(desk);
}

start({frame, windows});
