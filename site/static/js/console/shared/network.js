// A lost network, in one line; what is typed stays on the page and in the tab.
import {banner, endBanner, toast} from "../../core/banner.js";

let lost = false;

export function network(works) {
  if (works !== lost) return;
  lost = !works;
  if (lost) {
    banner("offline", "warn", "网络已断开。已填写的内容保留在本页，恢复后请重试");
    return;
  }
  endBanner("offline");
  toast("网络已恢复");
}
