// Everything about a picture on its way, fetched with the first one that is chosen. It holds no state of the page.
import {brought} from "./bring.js";
import {keep as kept, letGo as dropped} from "./kept-pictures.js";
import {resumed} from "./resume.js";

export const bring = brought;

export const keep = kept;

export const letGo = dropped;

export const resume = resumed;
