// The app begins here.

import { speak } from "../../desk/js/words.js";
import { start } from "./router.js";

await speak();
await start(document.getElementById("app"), { allow: (route) => route, after: () => {} });
