import {frame} from "../candidate/frame.js";
import {me} from "../candidate/me.js";
import {start} from "../core/start.js";

start({frame, me});
