// The parts of a long page (details[data-folds]) are closed on a narrow screen: the page is then a list to choose from,
// and the links to its parts (data-folded) would be that list twice. A link to a part opens it, and paper shows them all.
// Without scripts they are all open.
const parts = [...document.querySelectorAll("details[data-folds]")];
const narrow = matchMedia("(width < 40rem)");

const asked = () => location.hash && document.getElementById(location.hash.slice(1))?.closest("details[data-folds]");
const fold = () => {
  parts.forEach((part) => (part.open = !narrow.matches || part === asked()));
  document.querySelectorAll("[data-folded]").forEach((list) => (list.hidden = narrow.matches));
};

if (parts.length) {
  fold();
  narrow.addEventListener("change", fold);
  addEventListener("hashchange", () => {
    const part = asked();
    if (part) part.open = true;
  });
  // Also a second time, when the address is that of the part already.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const part = link && document.getElementById(link.hash.slice(1))?.closest("details[data-folds]");
    if (part) part.open = true;
  });
  let before = [];
  addEventListener("beforeprint", () => {
    before = parts.map((part) => part.open);
    parts.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => parts.forEach((part, number) => (part.open = before[number] ?? true)));
}
