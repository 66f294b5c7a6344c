// Links to the parts of a page become tabs (components/tabs.html), where the screen is as the list asks. The pattern is
// that of the ARIA practices: one stop for Tab, arrows and Home and End choose, and what is chosen is in sight.
const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

for (const group of document.querySelectorAll("[data-tabs]")) {
  const list = group.querySelector("ul");
  const tabs = [...group.querySelectorAll("a")];
  const parts = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
  const screen = matchMedia(group.dataset.tabs || "all");
  let undo = [];

  // Sets an attribute until the screen changes: then the page is as it was.
  const put = (element, name, value) => {
    const before = element.getAttribute(name);
    undo.push(() => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before)));
    element.setAttribute(name, value);
  };

  const choose = (chosen, { focus = false } = {}) => {
    tabs.forEach((tab, number) => {
      tab.setAttribute("aria-selected", number === chosen);
      tab.tabIndex = number === chosen ? 0 : -1;
      parts[number].hidden = number !== chosen;
    });
    if (focus) tabs[chosen].focus();
  };
  const asked = () => {
    const goal = location.hash && document.getElementById(location.hash.slice(1));
    return goal ? parts.findIndex((part) => part.contains(goal)) : -1;
  };

  const become = () => {
    undo.forEach((step) => step());
    undo = [];
    if (!screen.matches) return;
    put(list, "role", "tablist");
    tabs.forEach((tab, number) => {
      put(tab.parentElement, "role", "presentation");
      const part = parts[number];
      put(tab, "role", "tab");
      put(tab, "id", `${part.id}-tab`);
      put(tab, "aria-controls", part.id);
      put(tab, "aria-selected", false);
      put(tab, "tabindex", -1);
      put(part, "role", "tabpanel");
      put(part, "aria-labelledby", tab.id);
      put(part, "tabindex", 0);
      put(part, "hidden", "");
    });
    choose(Math.max(0, asked()));
  };

  list.addEventListener("click", (event) => {
    const number = tabs.indexOf(event.target.closest("a"));
    if (number < 0 || !screen.matches) return;
    event.preventDefault();
    choose(number, { focus: true });
  });
  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(document.activeElement);
    if (!(event.key in STEPS) || now < 0 || !screen.matches) return;
    event.preventDefault();
    const next = now + STEPS[event.key];
    const around = Number.isFinite(next) ? (next + tabs.length) % tabs.length : next < 0 ? 0 : tabs.length - 1;
    choose(around, { focus: true });
  });
  addEventListener("hashchange", () => screen.matches && asked() >= 0 && choose(asked()));
  screen.addEventListener("change", become);
  become();
}
