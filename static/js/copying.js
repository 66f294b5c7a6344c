// A field with data-copies gets a button that copies its text; without a clipboard, or without scripts, one selects it.
function offer(root) {
  if (!navigator.clipboard) return;
  for (const field of root.querySelectorAll("[data-copies]:not([data-copy-offered])")) {
    field.dataset.copyOffered = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nl-button nl-button--subtle nl-button--small";
    button.textContent = field.dataset.copies;
    const about = document.createElement("span");
    about.className = "visually-hidden";
    about.textContent = ` ${field.dataset.about}`;
    button.append(about);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.textContent.trim());
      button.firstChild.textContent = field.dataset.copied;
    });
    field.after(button);
  }
}

offer(document);
document.addEventListener("htmx:load", (event) => offer(event.detail?.elt ?? document));
