// Signed-in pages whose content stands in their HTML.
import {frame} from "../candidate/frame.js";
import {start} from "../core/start.js";

start({frame});
