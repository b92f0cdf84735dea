import {applyPage} from "../steps/apply.js";
import {loadGraduation} from "./wizard.js";

export const apply = (main) => applyPage(main, loadGraduation, ["person", "scores", "explanations", "evaluation", "submit"]);
