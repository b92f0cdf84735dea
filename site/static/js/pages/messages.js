import {frame} from "../candidate/frame.js";
import {messages} from "../candidate/messages.js";
import {start} from "../core/start.js";

start({frame, messages});
