import { keepLanguage } from "./language.js";

keepLanguage();
// The page for when there is no network is fetched when everything else is there (worker.js).
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));
