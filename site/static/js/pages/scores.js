import {frame} from "../candidate/frame.js";
import {scores} from "../candidate/scores.js";
import {start} from "../core/start.js";

start({frame, scores});
