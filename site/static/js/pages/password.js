import {frame} from "../candidate/frame.js";
import {password} from "../candidate/password.js";
import {start} from "../core/start.js";

start({frame, password});
