import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {apply} from "../graduation/apply.js";

start({frame, apply});
