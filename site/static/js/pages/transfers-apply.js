import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {apply} from "../transfer/apply.js";

start({frame, apply});
