import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";
import {arrivals} from "../transfer-in/list.js";

start({frame, arrivals});
