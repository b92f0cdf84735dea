// 导入数据.
import {start} from "../../core/start.js";
import {frame} from "../shared/frame.js";

start({frame});
