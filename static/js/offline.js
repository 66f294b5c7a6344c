// On the page that a browser kept for when there is no network: go on as soon as there is one. Browsers tell of a
// network, not of an answer, so we ask too.
const go = () => location.replace(location.href);

addEventListener("online", go);
setInterval(async () => {
  const answer = await fetch("/healthz/live", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) go();
}, 5000);
