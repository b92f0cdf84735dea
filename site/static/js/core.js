// What both sites are made of, in one import.
export {all, fill, focusOn, h, newId, one, show} from "./core/dom.js";
export {clock, day, daysUntil, fullDay, left, month, now, today} from "./core/time.js";
export {device, tab} from "./core/store.js";
export {answered, keyFor} from "./core/kept-keys.js";
export {randomKey} from "./core/keys.js";
export {Problem, configure, get, send} from "./core/api.js";
export {words, wordsWithRef} from "./core/words.js";
export {clearErrors, showErrors} from "./core/errors.js";
export {busy, isLocked, lock, unlock} from "./core/busy.js";
export {ask, openDialog} from "./core/dialog.js";
export {banner, endBanner, toast} from "./core/banner.js";
export {isOffline, network, watchNetwork} from "./core/network.js";
export {loadInto, showFailure} from "./core/failure.js";
export {start} from "./core/start.js";
