import {frame} from "../candidate/frame.js";
import {upload} from "../candidate/upload.js";
import {start} from "../core/start.js";

start({frame, upload});
