// Each business mends an application on its own form.
import {link} from "./who.js";

export const FORMS = {
  exemption: ({unit, no}) => link("/exemptions/upload/", {u: unit, for: no}),
  supplement: ({no}) => link("/supplements/form/", {for: no}),
  graduation: () => link("/graduation/"),
  transfer_out: ({state}) => {
    const step = {rejected: "target", submitted: "submit"}[state];
    return step ? link("/transfers/out/apply/", {step}) : link("/transfers/out/");
  },
};

// What it is called where nothing can be mended any more, but sent anew
export const AGAIN = {exemption: "重新提交", supplement: "重新提交", graduation: "重新申请", transfer_out: "重新申请"};
