import {frame} from "../candidate/frame.js";
import {supplements} from "../candidate/supplements.js";
import {start} from "../core/start.js";

start({frame, supplements});
