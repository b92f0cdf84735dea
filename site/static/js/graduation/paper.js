// One paper of the earlier diploma: its fields and its pictures, or as it was sent where nobody objected to it.
import {one, show} from "../core/dom.js";
import {fieldsOf} from "../candidate/form-fields.js";
import {limitsOf} from "../candidate/limits.js";
import {picturesFault} from "../candidate/pictures-fault.js";
import {picturesOf} from "../candidate/pictures.js";
import {linksOf, zoom} from "../candidate/zoom.js";
import {isKept} from "../steps/mending.js";

// `keeping` is kept-paper.js, fetched only for a returned application
export function paperOf(element, {main, data, hooks, keeping}) {
  const key = element.dataset.form;
  const fields = fieldsOf(element, {changed: hooks.changed});
  const [field, has] = [(name) => fields.find((one) => one.name === name), (name) => fields.some((one) => one.name === name) || name === "uploads"];
  const place = one("[data-pictures]", element);
  const kept = isKept(data, key);
  const pictures = kept ? keeping.asSent() : picturesOf({place, slot: () => key, hooks, limits: limitsOf(main)});

  function write(values) {
    fields.forEach((one) => one.write(values[one.name] || ""));
    pictures.restore(values.uploads || []);
    if (kept) keeping.keep(element, values.uploads || [], {linksOf, zoom});
  }

  // A proof must be checkable longer than it is mended
  function outlived() {
    const [until, limit] = [field("until"), data.page.outlive];
    const typed = until && limit && until.read();
    return typed && typed <= limit.day ? [{id: until.id(), message: limit.text}] : [];
  }

  function faults(today) {
    const found = hooks.wrong(fields, today);
    const message = picturesFault(pictures, place.dataset.missing);
    return [...found, ...(found.length ? [] : outlived()), ...(message ? [{id: pictures.input.id, message}] : [])];
  }

  return {
    key, element, field, has, pictures, write, faults,
    locked: kept,
    read: () => ({...Object.fromEntries(fields.map((one) => [one.name, one.read()])), uploads: pictures.ids()}),
    // Everything but the first field
    rest: (known) => Array.from(element.children).filter((part) => part.matches(".field")).slice(1).forEach((part) => show(part, known)),
    idOf(path) {
      const [name, part] = path.split(".");
      return name === "uploads" ? pictures.input.id : field(name) ? field(name).id(part) : "";
    },
  };
}
