import {frame} from "../candidate/frame.js";
import {data} from "../candidate/my-data.js";
import {start} from "../core/start.js";

start({frame, data});
