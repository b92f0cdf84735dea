// Everything from a chosen file to a photograph of the wanted measure, fetched with the first file that is chosen.
import {opened as open} from "./opened.js";
import {cutting as cut} from "./cut.js";
import {transfer as carry} from "../candidate/transfer.js";

export const opened = open;

export const cutting = cut;

export const transfer = carry;
