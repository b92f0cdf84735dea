// What reviewers said about a credential: reasons on the one to be mended, a closed card for one that passed.
import {h, one} from "../core/dom.js";
import {credentialFacts} from "./credential-facts.js";

// `round` is the last round of a returned application: what nobody objected to has passed
export function verdictOf(round, index) {
  const part = round.parts[index];
  if (!part || !round.parts.some(({verdict}) => verdict)) return null;
  return part.verdict ? {ok: false, element: reasonBox("这项凭证需要补正", part.verdict)} : {ok: true};
}

// `kind` is warn for what can be mended, otherwise red
export function reasonBox(title, {reasons, words}, kind = "warn") {
  const lines = [...(reasons || []).map((reason) => reason.text), words].filter(Boolean);
  return h("div", {class: `reasons ${kind}`}, h("b", {}, title), lines.length === 1 ? h("p", {}, lines[0]) : h("ul", {}, lines.map((line) => h("li", {}, line))));
}

// A credential that stands as it was sent: shown, not edited
export function lockedCard(credential) {
  const title = h("h2", {}, "凭证");
  const element = h("section", {class: "card good credential"}, title, h("p", {}, h("span", {class: "tag ok"}, "无需修改")), credentialFacts(credential));
  const none = {value: "", id: ""};
  return {
    element,
    locked: true,
    read: () => credential,
    kind: () => ({}),
    field: (name) => ({...none, value: credential[name] || ""}),
    pictures: {ids: () => credential.uploads, waiting: () => 0, failed: () => 0},
    number: (index) => {
      one("h2", element).textContent = `凭证 ${index + 1}`;
    },
  };
}
