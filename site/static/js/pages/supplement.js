import {frame} from "../candidate/frame.js";
import {supplement} from "../candidate/supplement.js";
import {start} from "../core/start.js";

start({frame, supplement});
