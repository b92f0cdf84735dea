import {start} from "../core/start.js";

start({});
