// What moves though the visitor asked for no motion, a sentence each; a hundredth of a second is none.
() => {
  const seconds = (text) =>
    Math.max(...text.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 0.001 : 1)));
  const moves = (style) =>
    seconds(style.transitionDuration) > 0.01 ||
    (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) ||
    style.scrollBehavior === "smooth";
  const moving = new Set();
  for (const element of document.querySelectorAll("*")) {
    if ([null, "::before", "::after"].some((part) => moves(getComputedStyle(element, part)))) {
      moving.add(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> moves`);
    }
  }
  for (const one of document.getAnimations()) moving.add(`runs: ${one.animationName ?? one.transitionProperty}`);
  return [...moving];
};
