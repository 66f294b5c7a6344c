// Once the page was drawn what changes may fade: before that, a fade would start at the grey of the browser itself.
requestAnimationFrame(() => requestAnimationFrame(() => document.documentElement.toggleAttribute("data-stands", true)));
