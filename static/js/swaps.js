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

const NOTICES = "#connection, #unavailable";

function tell(selector) {
  const notice = document.querySelector(selector);
  if (notice) notice.hidden = false;
  say(notice?.textContent.trim() ?? "");
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => {
    if (detail.xhr?.status !== 503) tell("#connection");
    // Maintenance, or a database that is away: a page of its own says until when. What was sent stays on this one.
    else if (detail.requestConfig.verb === "get") location.assign(detail.pathInfo.finalRequestPath);
    else tell("#unavailable");
  });
}
document.addEventListener("htmx:beforeSend", () => {
  for (const notice of document.querySelectorAll(NOTICES)) notice.hidden = true;
});
