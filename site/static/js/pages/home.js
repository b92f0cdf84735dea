import {frame} from "../candidate/frame.js";
import {home} from "../candidate/home.js";
import {start} from "../core/start.js";

start({frame, home});
