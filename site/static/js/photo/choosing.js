// From the choice of a file to the photograph on the server; what is needed for it is fetched with the first choice.
import {Problem, send} from "../core/api.js";
import {toast} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {fill, h, one, show} from "../core/dom.js";
import {later} from "../core/later.js";
import {now} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {interrupted, pickerCloses, pickerOpens} from "../candidate/picker.js";

// `limits` are the school's; `kept(photo)` shows what the server has stored
export function choosing(main, ref, limits, kept) {
  const {photo_width: width, photo_height: height, photo_least: least, photo_most: most} = limits;
  const [input, place, camera] = [one("input[type=file]", main), one("[data-cut]", main), one("[data-camera]", main)];
  one("[data-measure]", main).textContent = `照片会裁成宽 ${width}、高 ${height} 像素的 JPG，${least / 1024} 至 ${most / 1024} KB，由浏览器自动完成。原图不能小于这个尺寸。`;
  show(camera, interrupted() !== null);

  const refused = (box, text) => fill(box, h("p", {class: "banner bad", role: "alert"}, text));

  async function chosen(file) {
    show(camera, false);
    show(place, true);
    fill(place, h("p", {role: "status"}, "正在打开照片…"));
    try {
      const {opened, cutting, transfer} = await fetched(main.dataset.cutting);
      const picture = await opened(file, {width, height});
      cutting(place, picture, {width, height, least, most, sent: (blob, button, said) => sent(transfer, blob, button, said)});
    } catch (error) {
      refused(place, error.message);
    }
  }

  const calls = {
    offer: (file, options) => send("POST", `/api/t/${ref}/photo`, file, options),
    arrived: ({id, token}, options) => send("POST", `/api/t/${ref}/photo/${id}/complete`, {token}, options),
  };

  function sent(transfer, blob, button, said) {
    fill(said);
    return busy(button, "正在上传…", async () => {
      try {
        const {signal} = new AbortController();
        const answer = await transfer({blob, type: "image/jpeg"}, calls, {Problem, progress: () => {}, signal});
        show(place, false);
        fill(place);
        kept({...answer, at: now()});
        toast("毕业照片已上传");
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        refused(said, wordsWithRef(problem));
      }
    });
  }

  input.addEventListener("click", () => pickerOpens("photo"));
  input.addEventListener("cancel", pickerCloses);
  input.addEventListener("change", taken);
  // Chosen before this script was there
  if (input.files.length) taken();

  function taken() {
    pickerCloses();
    const [file] = input.files;
    if (file) chosen(file);
    input.value = "";
  }
}

const fetched = (url) => later(url).catch(() => {
  throw new Error("网络不稳定，照片没有打开，请重新选择");
});
