// 换个专业看看: what one's records are worth in up to three other plans, beside one's own. The address names them.
import {get} from "../core/api.js";
import {fill, focusOn, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {inferredTag} from "../degree/rules.js";
import {answerTitle, course, effort} from "../degree/words.js";
import {answered} from "./degree-refused.js";
import {picker} from "./major-picker.js";
import {link, ticketRef} from "./who.js";

const asked = () => (new URLSearchParams(location.search).get("what_if") || "").split(",").filter(Boolean);

export async function compare(main) {
  const place = one("[data-place]", main);
  const ref = await ticketRef();
  let majors = null;
  async function reckon(chosen) {
    const query = asked().length ? `?${new URLSearchParams({what_if: asked().join(",")})}` : "";
    const load = async () => {
      majors = majors || (await get("/api/majors"));
      return answered(place, "/degree/compare/", get(`/api/t/${ref}/degree-audit${query}`));
    };
    await loadInto(place, load, (data) => data && draw(place, data, majors, again));
    show(one("[data-print]", main), asked().length);
    const results = one("[data-results] h2", place);
    if (chosen && results) focusOn(results);
  }
  function again(ids) {
    history.pushState(null, "", link("/degree/compare/", ids.length ? {what_if: ids.join(",")} : {}));
    return reckon(true);
  }
  addEventListener("popstate", () => location.hash || reckon(false));
  one("[data-print]", main).addEventListener("click", () => print());
  await reckon(false);
}

function draw(place, data, majors, again) {
  const own = new Set(data.plans.map((plan) => plan.plan_id));
  const others = majors.filter((major) => !own.has(major.plan_id));
  const named = new Map(majors.map((major) => [major.plan_id, major]));
  fill(place,
    h("details", {class: "card", open: !data.what_ifs.length},
      h("summary", {}, data.what_ifs.length ? `更换要比较的专业（已选 ${data.what_ifs.length} 份计划）` : "选择要比较的专业"),
      picker(others, asked(), again)),
    data.what_ifs.length > 0 && h("div", {"data-results": true},
      h("h2", {}, "比较结果"),
      h("p", {class: "quiet"}, "按已发布的成绩试算，供您参考。换专业须按规定办理，外省的计划还须先办理考籍转移。"),
      h("div", {class: "beside-each"}, [data.audit, ...data.what_ifs].map((audit, index) => card(audit, index === 0, named.get(audit.verdict.plan))))));
}

function card(audit, own, major) {
  const {verdict, records, gaps} = audit;
  const used = records.filter((record) => record.use === "used");
  const next = gaps.flatMap((gap) => (gap.next.length ? gap.next.map(course) : [gap.title]));
  return h("section", {class: `card ${own ? "calm" : ""}`},
    h("h3", {}, `${audit.major}（${audit.level}）`),
    h("p", {class: "quiet"}, own ? "我的专业，" : major && `${major.province}，`, audit.version),
    h("p", {class: "big"}, answerTitle(audit), inferredTag(verdict.inferred)),
    verdict.exams > 0 && h("p", {}, effort(verdict)),
    h("h4", {}, `计入您的成绩 ${used.length} 条（共 ${records.length} 条）`),
    used.length > 0 && h("ul", {}, used.map((record) => h("li", {}, course(record)))),
    next.length > 0 && [h("h4", {}, "最省的考法"), h("ul", {}, next.map((text) => h("li", {}, text)))],
    audit.unknowns.length > 0 && h("ul", {class: "quiet"}, audit.unknowns.map((text) => h("li", {}, text))),
    h("p", {}, h("a", {href: link("/degree/", own ? {} : {what_if: verdict.plan}), "aria-label": `逐项对照：${audit.major} ${audit.version}`}, "逐项对照")));
}
