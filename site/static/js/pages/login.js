import {login} from "../candidate/login.js";
import {start} from "../core/start.js";

start({login});
