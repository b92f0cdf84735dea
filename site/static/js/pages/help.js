import {checks} from "../candidate/checks.js";
import {start} from "../core/start.js";

start({checks});
