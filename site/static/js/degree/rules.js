// Rules by which something else stands for a course: in a line that opens, with its words, our reading and its source.
import {h} from "../core/dom.js";

export const inferredTag = (inferred) => inferred && [" ", h("span", {class: "tag warn"}, "推定")];

// `effect`: what the rule does, in the words that end the line
export function rule(citation, effect) {
  return h("details", {class: "more"},
    h("summary", {}, `按“${citation.kind_text}”${effect || ""}`, inferredTag(citation.inferred)),
    words(citation),
    h("p", {class: "quiet"}, `来源：${citation.source}（${citation.status_text}）`));
}

export function words(citation) {
  return h("p", {}, citation.text, citation.reading && h("span", {class: "quiet"}, h("br"), `读法：${citation.reading}`));
}
