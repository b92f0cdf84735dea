// A diploma needs a second proof beside it: the slot is added at once, of the kind the year of graduation asks for.

// Manual 3.2.5: from 2002 on the registration form (named first), before 2002 the verification report.
const SINCE = 2002;

export const wanted = (card) => (card.kind().companions || "").split(" ").filter(Boolean);

export function typeFor(card) {
  const year = Number(card.field("year").value);
  const types = wanted(card);
  return year && year < SINCE ? types[types.length - 1] : types[0];
}

export const hasCompanion = (card, cards) => cards.some((other) => other !== card && wanted(card).includes(other.field("type").value));

const untouched = (slot) => !slot.touched && !slot.pictures.ids().length;

// Adds, changes or takes away the slot that belongs to `card`; the slot is the candidate's own once touched. Arrow keys
// pass a diploma on their way to another type.
export function attend(card, field, cards, {add, drop}) {
  if (card.companion === "declined" || !["type", "year"].includes(field)) return;
  const slot = cards.includes(card.companion) ? card.companion : null;
  if (slot && untouched(slot)) {
    if (!wanted(card).length) drop(slot);
    else if (slot.field("type").value !== typeFor(card)) slot.setType(typeFor(card));
  } else if (!slot && wanted(card).length && !hasCompanion(card, cards)) card.companion = add(typeFor(card));
}

export function declined(slot, cards) {
  cards.filter((card) => card.companion === slot).forEach((card) => {
    card.companion = "declined";
  });
}
