import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {diploma} from "../graduation/diploma.js";

start({frame, diploma});
