// The list under a field for a course, fetched when the field is first used.
import {combobox} from "../core/combobox.js";
import {h, one} from "../core/dom.js";
import {searchCourses} from "./course-search.js";

// `files` = {courses, style}: addresses of the catalogue and of the style sheet
export function attach(element, files, chosen) {
  document.head.append(h("link", {rel: "stylesheet", href: files.style}));
  combobox({
    input: one("input", element), list: one("[role=listbox]", element), status: one("[role=status]", element),
    search: (text) => searchCourses(files.courses, text), chosen,
  });
}
