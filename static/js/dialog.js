// A link with data-dialog opens that dialog instead of its page. The browser keeps the focus inside and closes it with
// Esc; the focus comes back to the link by our own hand, because Safari does not give it to a link that was clicked.
document.addEventListener("click", (event) => {
  const { target } = event;
  const link = target.closest?.("a[data-dialog]");
  const dialog = link && document.getElementById(link.dataset.dialog);
  // Who asks for a new tab or window gets the page.
  if (dialog?.showModal && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    dialog.addEventListener("close", () => link.focus(), { once: true });
    dialog.showModal();
    return;
  }
  const open = target.closest?.("dialog[open]");
  if (!open) return;
  if (target.closest("[data-closes]")) {
    event.preventDefault();
    open.close();
  } else if (target === open) {
    open.close(); // beside it: the dialog itself is only its ground, what is in it lies over that
  }
});

for (const link of document.querySelectorAll("a[data-dialog]")) link.setAttribute("aria-haspopup", "dialog");
