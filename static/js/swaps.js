// After an htmx swap nobody loses their place: an element with data-focus gets the focus, what
// [data-announce] says is read out, and a request that failed says so instead of doing nothing.
const status = document.querySelector("#status");

export function say(text) {
  if (!status) return;
  status.textContent = "";
  setTimeout(() => (status.textContent = text), 50);
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const arrived = detail.elt;
  const find = (selector) => (arrived.matches?.(selector) ? arrived : arrived.querySelector?.(selector));
  const goal = find("[data-focus]");
  if (goal) {
    if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
    goal.focus();
  }
  const news = find("[data-announce]");
  if (news) say(news.dataset.announce || news.textContent.trim());
});

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const notice = document.querySelector("#connection");
    if (notice) notice.hidden = false;
    say(notice?.textContent.trim() ?? "");
  });
}
document.addEventListener("htmx:beforeSend", () => {
  const notice = document.querySelector("#connection");
  if (notice) notice.hidden = true;
});
