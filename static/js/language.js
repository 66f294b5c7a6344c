// The language of the page that was read last in this browser, for the page that it keeps for when there is no
// network: that one is the same for everybody, and the cookie that the server reads is closed to scripts.
const KEY = "language";

/** "nl", "en", or null when nothing is known or nothing may be kept. */
export function lastLanguage() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function keepLanguage() {
  try {
    localStorage.setItem(KEY, document.documentElement.lang);
  } catch {
    // A browser that keeps nothing shows both languages.
  }
}
