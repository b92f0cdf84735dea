import {frame} from "../candidate/frame.js";
import {register} from "../candidate/register.js";
import {start} from "../core/start.js";

start({frame, register});
