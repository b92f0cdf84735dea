// Pages that only need to know whether the browser will do.
import {start} from "../core/start.js";

start({});
