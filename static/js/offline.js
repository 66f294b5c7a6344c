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

const go = () => location.replace(location.href);

addEventListener("online", go);
setInterval(async () => {
  const answer = await fetch("/healthz/live", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) go();
}, 5000);
