// What is not about a door: language, theme, PIN, storage, version.

import { _ } from "../../../desk/js/words.js";
import { empty } from "../ui.js";

export const title = () => _("更多");

export default () => empty(_("更多"), "", null, "ellipsis");
