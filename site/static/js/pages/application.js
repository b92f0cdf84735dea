import {application} from "../candidate/application.js";
import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";

start({frame, application});
