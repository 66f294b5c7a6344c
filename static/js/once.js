// A second click on a button that is already sending does nothing. The server guards against double posts
// too; this spares people the doubt. Back from the browser's cache, the button works again.
const busy = new Set();

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) {
    event.preventDefault();
    return;
  }
  busy.add(form);
  submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form, submitter), 8000);
});

function release(form, submitter) {
  busy.delete(form);
  submitter?.removeAttribute("aria-busy");
}

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  busy.clear();
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});
document.addEventListener("htmx:afterRequest", ({ detail }) => release(detail.elt));
