// 切换准考证号: its list is fetched when somebody asks for it.
import {opening} from "./dialogs-file.js";
import {majorOf, ticketRef, tickets} from "./who.js";

export function openSwitch() {
  return opening(async ({switchSheet}) => switchSheet({tickets: await tickets(), current: await ticketRef(), majorOf}));
}
