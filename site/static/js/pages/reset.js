import {reset} from "../candidate/reset.js";
import {start} from "../core/start.js";

start({reset});
