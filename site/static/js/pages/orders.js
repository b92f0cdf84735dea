import {frame} from "../candidate/frame.js";
import {orders} from "../candidate/orders.js";
import {start} from "../core/start.js";

start({frame, orders});
