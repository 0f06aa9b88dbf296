// The elements of the interface. Everything works without them; they make it quicker. Words come from data-attributes.
import "./elements/theme-toggle.js";
import "./elements/menu-toggle.js";
import "./elements/autosave-form.js";
import "./elements/copy-address.js";
import "./elements/roll-call.js";
import "./elements/change-steps.js";
import "./elements/contents-tree.js";
import "./elements/writing-tools.js";
import "./elements/page.js";
import "./elements/send-once.js";
