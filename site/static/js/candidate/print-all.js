// A printed page shows what is folded on the screen.
import {all} from "../core/dom.js";

export function printAll() {
  all("details").forEach((details) => {
    details.open = true;
  });
  print();
}
