// Everything works without these; each makes something quicker or safer.
import "./arrivals.js";
import "./dialog.js";
import "./copying.js";
import "./errors.js";
import "./filters.js";
import "./folding.js";
import "./once.js";
import "./printing.js";
import "./shortcuts.js";
import "./standing.js";
import "./swaps.js";
import "./tabs.js";
import "./words.js";
import "./keeping.js";
