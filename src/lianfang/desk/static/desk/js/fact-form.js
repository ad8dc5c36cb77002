// Importing this makes <fact-form> an element. Speak a language (words.js) before: it draws in the one spoken then.

import { FactForm } from "./forms/element.js";

if (!customElements.get("fact-form")) customElements.define("fact-form", FactForm);
