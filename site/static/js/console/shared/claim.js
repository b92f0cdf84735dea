// 领取下一件: the oldest free case becomes ours, or there is none.
import {write} from "./review.js";

// → id, or null when nothing is waiting
export async function claimNext(business) {
  try {
    return (await write("queue/next", {business})).id;
  } catch (problem) {
    if (problem.code === "queue_empty") return null;
    throw problem;
  }
}
