import {compare} from "../candidate/compare.js";
import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";

start({frame, compare});
