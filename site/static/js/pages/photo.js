import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {photo} from "../photo/photo.js";

start({frame, photo});
