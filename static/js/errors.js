// After a form came back with errors the summary gets the focus, also when the browser skipped autofocus.
const summary = document.querySelector("[data-error-summary]");
if (summary && document.activeElement !== summary) summary.focus();
