import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {transfers} from "../transfer/list.js";

start({frame, transfers});
