// What each business is called beside the title of a case.
const NAMES = {exemption: "免考", graduation: "毕业", transfer_out: "转出", transfer_in: "转入", supplement: "补登"};

export const businessName = (business) => NAMES[business] || business;
