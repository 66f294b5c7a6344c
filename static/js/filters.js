// The catalogue's filters: what one folded open stays open when htmx brings new counts, and on a phone the button under
// them closes them and goes to the results, which are there already.
let open = [];

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target?.id !== "facets") return;
  open = [...detail.target.querySelectorAll("details.facet")].map((facet) => [facet.id, facet.open]);
});

document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target?.id !== "facets") return;
  for (const [id, was] of open) {
    const facet = document.getElementById(id);
    if (facet) facet.open = was;
  }
});

document.addEventListener("click", (event) => {
  const filters = event.target.closest?.("[data-shows-results]")?.closest("[data-filters]");
  const results = document.querySelector("#results .results__count");
  if (!filters || !results || !window.htmx) return;
  event.preventDefault();
  filters.open = false;
  results.focus();
  results.scrollIntoView();
});
