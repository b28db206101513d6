// On the page where one signs in: whoever was here before is gone, and so is what their pages kept in this browser.

import { forgetShell } from "./install.js";

forgetShell().catch(() => {});
