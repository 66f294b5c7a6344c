// Pages that say so (components/boost.html) follow their links and forms by swapping the content. What then a
// browser does for a page that it loads is done here: focus, scrolling, the title read out, history without doubles.
import { say } from "./swaps.js";

const scripts = (html) => html.match(/<script/g)?.length ?? 0;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (!detail.boosted) return;
  const html = detail.serverResponse;
  if (!html.includes('id="inhoud"')) return; // no page of ours: swaps.js says that something failed
  if (scripts(html) > document.querySelectorAll("head script").length) {
    // A page with scripts of its own, such as the log-in: only a real load runs them under our policy.
    event.preventDefault();
    location.assign(detail.xhr.responseURL);
    return;
  }
  // That something does not exist (any more) is a page as well.
  detail.shouldSwap = true;
  detail.isError = false;
});

// The same address again, for example with errors, is no step further.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const next = new URL(detail.history.path, location.href);
  if (next.pathname + next.search === location.pathname + location.search) detail.history.type = "replace";
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const main = detail.elt;
  if (!detail.boosted || main.id !== "inhoud") return;
  const anchored = location.hash ? main.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`) : null;
  const goal = main.querySelector("[autofocus]:not([popover] *, dialog *)") ?? anchored ?? main.querySelector("h1");
  if (!goal.hasAttribute("tabindex") && goal.tabIndex < 0) goal.setAttribute("tabindex", "-1");
  goal.focus({ preventScroll: true });
  if (anchored) anchored.scrollIntoView();
  else scrollTo({ top: 0, behavior: "instant" });
  if (!main.querySelector("[data-announce]")) say(document.title);
});
