// The console's dialogs, fetched when one is first needed: keys, the code once more, signing in again. They get the
// page's own `send`, so that there is one CSRF token.
import {showKeys as listOfKeys} from "./shared/keys-dialog.js";
import {signInAgain as signInForm} from "./shared/sign-in-again.js";
import {stepUp as codeForm} from "./shared/step-up.js";

export const showKeys = listOfKeys;
export const signInAgain = signInForm;
export const stepUp = codeForm;
