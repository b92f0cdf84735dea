// What reviewers said about a credential: reasons on the one to be mended, a closed card for one that passed.
import {h, one} from "../core/dom.js";
import {credentialFacts} from "./credential-facts.js";

const FIELDS = ["type", "level", "number", "year", "month", "province", "note", "uploads"];

const textOf = (credential) => JSON.stringify(FIELDS.map((name) => credential[name]));

const kin = (one, other) => (one.number && one.type === other.type && one.number === other.number) || one.uploads.some((id) => other.uploads.includes(id));

// The credentials of a returned application as the form shows them: what nobody objected to stands as it was `sent`,
// whatever a draft made of it; the rest goes on as `drafted`, beside what the reviewer said of it. [{credential, locked,
// verdict}]; `round` is the last one.
export function arranged({parts}, sent, drafted) {
  if (!parts.some(({verdict}) => verdict)) return drafted.map((credential) => ({credential}));
  const rest = drafted.slice();
  const take = (fits) => {
    const place = rest.findIndex(fits);
    return place < 0 ? null : rest.splice(place, 1)[0];
  };
  sent.forEach((one, index) => parts[index].verdict || take((other) => textOf(other) === textOf(one)) || take((other) => kin(one, other)));
  const failing = new Map(sent.map((one, index) => [index, parts[index].verdict && take((other) => kin(one, other))]));
  const mended = (one, index) => {
    const credential = failing.get(index) || rest.shift();
    return credential ? [{credential, verdict: reasonBox("这项凭证需要补正", parts[index].verdict)}] : [];
  };
  const shown = sent.flatMap((one, index) => (parts[index].verdict ? mended(one, index) : [{credential: one, locked: true}]));
  return [...shown, ...rest.map((credential) => ({credential}))];
}

export const sameCredentials = (ones, others) => JSON.stringify(ones.map(textOf)) === JSON.stringify(others.map(textOf));

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
