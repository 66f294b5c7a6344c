// Where a browser does not know popovers, a difficult word leads to its place in the list of words.
if (!("popover" in HTMLElement.prototype)) {
  document.addEventListener("click", ({ target }) => {
    const word = target.closest?.("[popovertarget]");
    const note = word && document.getElementById(word.getAttribute("popovertarget"));
    const all = note?.querySelector("a[href]");
    if (all) location.assign(all.href);
  });
}
