// What is printed on paper: how it is counted, and what no printer can print, as the server has it.

export const EMOJI = /[\u{1f000}-\u{1faff}\u2600-\u2604\u2607-\u27bf\u2b00-\u2bff\u231a\u231b\u23e9-\u23fa\ufe0f\u20e3\u{e0020}-\u{e007f}]/u;

// What turns the text, letters that look like nothing, parts of Korean syllables, marks piled up
const UNWANTED = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u1100-\u11ff\u2800\u3164\ua960-\ua97f\ud7b0-\ud7ff\uffa0\p{Cs}\u2028\u2029]|(?![\t\n\r])\p{Cc}|\p{M}{3}/u;

export const isUnwanted = (text) => UNWANTED.test(text.normalize("NFC"));

// Characters as they are printed: no white space, no marks, none that cannot be seen
export const printed = (text) => [...text.normalize("NFC")].filter((one) => !/[\s\p{M}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u.test(one)).length;
