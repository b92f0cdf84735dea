import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {graduation} from "../graduation/list.js";

start({frame, graduation});
