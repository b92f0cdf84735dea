import {applyPage} from "../steps/apply.js";
import {loadTransfer} from "./wizard.js";

export const apply = (main) => applyPage(main, loadTransfer, ["consequences", "target", "scores", "submit"]);
