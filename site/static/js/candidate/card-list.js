// The credentials of one course: add, remove, number, read.
import {fill, focusOn, one, show} from "../core/dom.js";
import {cardOf} from "./credential-card.js";
import {EMPTY} from "./wizard.js";

// `changed(credentials)` follows every change; `say` is heard by screen readers; `mending` (verdicts.js, fetched only
// for a returned application) judges what was sent before; `rules()` fetches credential-rules.js
export function cardList({main, accepted, limits, beforePicker, changed, say, pending, mending, rules}) {
  const [place, adding] = [one("[data-cards]", main), one("[data-add-credential]", main)];
  const cards = [];
  const read = () => cards.map((card) => card.read());

  function number() {
    cards.forEach((card, index) => card.number(index, cards.length === 1));
    show(adding, cards.length < limits.credentialsMost);
  }

  function settle() {
    number();
    changed(read());
  }

  function insert(credential, locked) {
    const hooks = {removed, say, pending, rules, changed: touched, beforePicker: () => {
      changed(read());
      beforePicker();
    }};
    const card = locked ? mending.lockedCard(credential) : cardOf({...EMPTY, ...credential}, accepted, hooks, limits);
    cards.push(card);
    place.append(card.element);
    number();
    return card;
  }

  function touched(card, field) {
    settle();
    if (["type", "year"].includes(field)) rules().then(({attend}) => attend(card, cards, {drop, add, settle}), () => {});
  }

  function add(type) {
    say("已添加一项凭证，请一并填写");
    return insert({type});
  }

  function drop(card) {
    cards.splice(cards.indexOf(card), 1);
    card.element.remove();
  }

  function removed(card) {
    drop(card);
    cards.filter(({companion}) => companion === card).forEach((other) => {
      other.companion = "declined";
    });
    settle();
    focusOn(one("h2", cards[cards.length - 1].element));
    say("已删除一项凭证");
  }

  adding.addEventListener("click", () => {
    const card = insert({});
    settle();
    card.element.scrollIntoView({block: "start"});
    card.field("type").focus({preventScroll: true});
  });

  return {
    cards, read, settle,
    // [{credential, locked, verdict}]: what stands is closed, what a reviewer said stands above
    open: (items) => {
      fill(place);
      items.forEach(({credential, locked, verdict}) => {
        const card = insert(credential, locked);
        if (verdict) fill(one("[data-verdict]", card.element), verdict).hidden = false;
      });
      if (!cards.length) insert({});
    },
    adopt: (credential) => {
      const blank = cards.find((card) => !card.locked && !card.field("type").value && !card.pictures.ids().length);
      if (!blank && cards.length >= limits.credentialsMost) {
        say(`每门课程最多 ${limits.credentialsMost} 项凭证，请先删除一项`);
        return false;
      }
      if (blank) drop(blank);
      const card = insert(credential);
      settle();
      focusOn(one("h2", card.element));
      return true;
    },
  };
}

export const editable = (cards) => cards.filter((card) => !card.locked);

