// Single keys for who works here all day: only where the page tells them, and only after somebody switched them on
// (WCAG 2.1.4); never while typing. The choice stays on this device.
const KEPT = "sneltoetsen";
const TYPING = "input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]";

function set(up) {
  for (const told of up.querySelectorAll("[data-shortcuts]")) {
    told.hidden = false;
    const box = told.querySelector("[data-shortcuts-on]");
    box.checked = localStorage.getItem(KEPT) === "1";
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "1" : "0"));
  }
}
set(document);
document.addEventListener("htmx:afterSettle", ({ target }) => set(target));

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || target.closest(TYPING) || localStorage.getItem(KEPT) !== "1") return;
  if (!document.querySelector("[data-shortcuts]")) return;
  if (inList(key) || inFile(key)) event.preventDefault();
});

function inList(key) {
  const rows = [...document.querySelectorAll(".queue tbody tr")];
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const go = (row) => row?.querySelector("a").focus();
  if (key === "j") go(rows[Math.min(at + 1, rows.length - 1)]);
  else if (key === "k") go(rows[Math.max(at - 1, 0)]);
  else if (key === "x" && at >= 0) rows[at].querySelector("input[type=checkbox]")?.click();
  else if (key === "o" && at >= 0) rows[at].querySelector("a").click();
  else if (key === "/") document.querySelector("#q")?.focus();
  else return false;
  return true;
}

const PLACES = { d: "#deel-deelnemer", v: "#deel-voorwaarden", p: "#deel-plan", b: "#besluit" };

function inFile(key) {
  if (document.querySelector(".queue")) return false;
  if (key === "u") {
    document.querySelector(".back-link")?.click();
    return true;
  }
  const place = PLACES[key] && document.querySelector(PLACES[key]);
  if (!place) return false;
  document.querySelector(`[href="${PLACES[key]}"]`)?.click();
  place.tabIndex = -1;
  place.focus();
  place.scrollIntoView();
  return true;
}
