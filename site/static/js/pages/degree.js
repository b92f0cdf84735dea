import {degree} from "../candidate/degree.js";
import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";

start({frame, degree});
