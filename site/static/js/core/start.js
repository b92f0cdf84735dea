// Starts the behaviour each [data-module] names. One that breaks does not take the others with it.
import {banner} from "./banner.js";
import {all} from "./dom.js";

export function start(modules) {
  if (!window.AbortController || !Object.fromEntries || !Element.prototype.replaceChildren || !window.fetch) {
    location.replace("/unsupported/");
    return;
  }
  for (const element of all("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) if (modules[name]) run(modules[name], element);
  }
}

async function run(behaviour, element) {
  try {
    await behaviour(element);
  } catch (error) {
    reportError(error);
    banner("broken", "bad", "页面出了问题，请刷新后重试。");
  }
}

function reportError(error) {
  setTimeout(() => {
    throw error;
  });
}
