// What somebody who enlarges, or puts more space in texts, cannot read or reach on the page as it is now: a list of
// sentences, empty when nothing is lost. Given to the browser by tests/journeys/test_enlarged.py.
() => {
  const lost = new Set();
  const root = document.documentElement;
  const width = root.clientWidth;
  const from = (element) => element.closest("[data-from]")?.dataset.from ?? "this page";
  const name = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}"> of ${from(element)}`;
  const style = (element) => getComputedStyle(element);
  for (const details of document.querySelectorAll("details")) details.open = true;
  scrollTo({ top: 0, behavior: "instant" });

  if (root.scrollWidth > width) lost.add(`the page scrolls sideways: ${root.scrollWidth} px`);

  // --- Every line of text that can be seen, and what holds it --------------------------------------------------
  const forListeners = (element) => {
    for (let box = element; box; box = box.parentElement) {
      if (style(box).clipPath.startsWith("inset(50%") || box.classList.contains("skip")) return true;
    }
    return false;
  };
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    const parent = text.parentElement;
    if (!text.data.trim() || parent.closest("svg, script, select, textarea") || forListeners(parent)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      if (rect.width > 1 && rect.height > 1) lines.push({ text, parent, rect });
    }
  }

  for (const { text, parent, rect } of lines) {
    const words = `“${text.data.trim().slice(0, 40)}” in ${name(parent)}`;
    let scrolls = false;
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = style(box);
      const edge = box.getBoundingClientRect();
      if (/auto|scroll/.test(overflowX) && box.scrollWidth > box.clientWidth) {
        scrolls = true;
        if (box.tabIndex < 0) lost.add(`${name(box)} scrolls, but not by keyboard`);
        break;
      }
      if (/hidden|clip/.test(overflowX) && (rect.left < edge.left - 1 || rect.right > edge.right + 1)) {
        lost.add(`cut off at the side by ${name(box)}: ${words}`);
      }
      // A line is taller than its letters: what sticks out by a little is empty.
      if (/hidden|clip/.test(overflowY)) {
        const air = rect.height * 0.2;
        if (rect.top < edge.top - air || rect.bottom > edge.bottom + air) lost.add(`cut off below by ${name(box)}: ${words}`);
      }
    }
    if (!scrolls && (rect.left < -1 || rect.right > width + 1)) lost.add(`beyond the edge of the screen: ${words}`);
  }

  // --- Text over text: not what stays in sight by design, that is judged below -----------------------------------
  const floats = (element) => {
    for (let box = element; box; box = box.parentElement) if (/fixed|sticky/.test(style(box).position)) return true;
    return false;
  };
  const resting = lines.filter(({ parent }) => !floats(parent)).sort((one, other) => one.rect.top - other.rect.top);
  for (let i = 0; i < resting.length; i++) {
    const one = resting[i];
    for (let j = i + 1; j < resting.length && resting[j].rect.top < one.rect.bottom; j++) {
      const other = resting[j];
      if (one.text === other.text) continue;
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
      if (across > 2 && down > 0.35 * Math.min(one.rect.height, other.rect.height)) {
        lost.add(`over each other: “${one.text.data.trim().slice(0, 30)}” and “${other.text.data.trim().slice(0, 30)}” in ${name(other.parent)}`);
      }
    }
  }

  // --- What stays in sight while one scrolls leaves room to read, and does not cover what has the focus -----------
  const staying = [...document.querySelectorAll("body *")].filter(
    (element) => /fixed|sticky/.test(style(element).position) && element.checkVisibility() && !forListeners(element),
  );
  const covering = () =>
    staying.filter((element) => {
      const { top, height } = element.getBoundingClientRect();
      if (!height || top >= innerHeight || top + height <= 0) return false;
      if (style(element).position === "fixed") return true;
      const before = element.style.position;
      element.style.position = "static";
      const resting = element.getBoundingClientRect().top;
      element.style.position = before;
      return Math.abs(resting - top) > 1;
    });
  for (const part of [0.25, 0.5, 0.75]) {
    scrollTo({ top: part * (root.scrollHeight - innerHeight), behavior: "instant" });
    for (const element of covering()) {
      const { top, bottom } = element.getBoundingClientRect();
      const share = (Math.min(bottom, innerHeight) - Math.max(top, 0)) / innerHeight;
      if (share > 0.33) lost.add(`${name(element)} stays in sight and takes ${Math.round(100 * share)} % of the screen`);
    }
  }
  const targets = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
  for (const target of targets) {
    if (!target.checkVisibility({ visibilityProperty: true }) || forListeners(target)) continue;
    target.focus();
    if (document.activeElement !== target) continue;
    const { left, right, top, bottom } = target.getBoundingClientRect();
    const x = (Math.max(left, 0) + Math.min(right, width)) / 2;
    const seen = [top + 2, (top + bottom) / 2, bottom - 2].filter((y) => y > 0 && y < innerHeight);
    const free = seen.filter((y) => {
      const over = document.elementFromPoint(x, y);
      return !over || !staying.some((element) => element.contains(over) && !element.contains(target));
    });
    if (!free.length) lost.add(`has the focus and cannot be seen: ${name(target)} “${target.textContent.trim().slice(0, 30)}”`);
  }
  document.activeElement?.blur();
  scrollTo({ top: 0, behavior: "instant" });
  return [...lost];
};
