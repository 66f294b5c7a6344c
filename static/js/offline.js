// On the page that a browser kept for when there is no network: go on as soon as there is one. Browsers tell of a
// network, not of an answer, so we ask too.
import { lastLanguage } from "./language.js";

const language = lastLanguage();
if (language) document.querySelector(".plain__english")?.remove();
if (language === "en") {
  for (const part of document.querySelectorAll("[data-english]")) part.textContent = part.dataset.english;
  document.documentElement.lang = "en";
  document.title = `${document.querySelector("h1").textContent} – Doorleren`;
}

// Somebody who was sending something goes back to what they filled in, which the browser still has.
const from = new URLSearchParams(location.search).get("van");
const way = from && new URL(from, location.origin);
const ours = way?.origin === location.origin ? way.href : null;
const back = () => (history.length > 1 ? history.back() : location.replace(ours));
const go = () => (ours ? back() : location.replace(location.href));

if (ours) {
  const link = document.querySelector(".nl-button");
  link.href = ours;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    back();
  });
}

addEventListener("online", go);
setInterval(async () => {
  const answer = await fetch("/healthz/live", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) go();
}, 5000);
