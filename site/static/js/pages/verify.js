import {start} from "../core/start.js";
import {verify} from "../candidate/verify.js";

start({verify});
