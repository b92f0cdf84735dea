// The light steps of 申请免考 share one file: it is fetched once.
import {confirm} from "../candidate/confirm.js";
import {courses} from "../candidate/courses.js";
import {done} from "../candidate/done.js";
import {exemptions} from "../candidate/exemptions.js";
import {frame} from "../candidate/frame.js";
import {notice} from "../candidate/notice.js";
import {start} from "../core/start.js";

start({frame, exemptions, notice, courses, confirm, done});
