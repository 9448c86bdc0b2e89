// What a page shows, asked from inside of it. Each of these runs in the page and knows nothing of this file.

// Where words leave the screen or their box, and whether anything can be moved sideways.
export function cut() {
  const found = [];
  const width = document.documentElement.clientWidth;
  const root = document.scrollingElement;
  if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide where the screen is ${width}`);
  const name = (element) => {
    const names = [];
    for (let one = element; one && one !== document.body && names.length < 3; one = one.parentElement) {
      names.unshift(one.localName + (one.id ? `#${one.id}` : ""));
    }
    return names.join(" ");
  };
  // Hidden on purpose, or for readers of screens only.
  const isHidden = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (one.ariaHidden === "true" || style.clipPath !== "none" || style.visibility === "hidden" || style.opacity === "0") return true;
      const box = one.getBoundingClientRect();
      if (style.position === "absolute" && box.width <= 1) return true;
    }
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !element.checkVisibility() || isHidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const words = `"${text.data.trim().slice(0, 40)}" (${name(element)})`;
    if (box.left < -0.5 || box.right > width + 0.5) found.push(`${words} leaves the screen: ${Math.round(box.left)} to ${Math.round(box.right)}`);
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.display === "inline" || style.display === "contents") continue;
      const frame = around.getBoundingClientRect();
      const isCutAside = style.overflowX !== "visible" && (box.left < frame.left - 1 || box.right > frame.right + 1);
      const isCutBelow = ["hidden", "clip"].includes(style.overflowY) && (box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
      if (isCutAside || isCutBelow) found.push(`${words} is cut by ${name(around)}`);
    }
  }
  // What is chosen or typed in a control is no text of the document.
  for (const control of document.querySelectorAll("button, select, input:not([type=hidden]), textarea")) {
    if (!control.checkVisibility() || isHidden(control)) continue;
    const box = control.getBoundingClientRect();
    if (box.left < -0.5 || box.right > width + 0.5) found.push(`${name(control)} leaves the screen`);
  }
  return found;
}

// Links in the content that look like words: nothing under, around or behind them that the words beside them lack, and
// nothing of the kind on a box that they fill.
export function plain() {
  const isSeen = (colour) => !/^rgba\(.+, 0\)$|\/ 0\)$/.test(colour);
  const isDrawn = (style) =>
    (style.textDecorationLine.includes("underline") && isSeen(style.textDecorationColor)) ||
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
    (style.borderBottomStyle !== "none" && parseFloat(style.borderBottomWidth) > 0) ||
    isSeen(style.backgroundColor);
  const found = [];
  for (const link of document.querySelectorAll("main a[href]:not(:has(img)):not(svg *)")) {
    if (!link.checkVisibility()) continue;
    const around = link.parentElement;
    const isWhole = around.textContent.trim() === link.textContent.trim();
    if (isDrawn(getComputedStyle(link)) || (isWhole && isDrawn(getComputedStyle(around)))) continue;
    found.push(`"${link.textContent.trim().slice(0, 40)}" is a link and looks like words`);
  }
  return found;
}

// Sets the text as far apart as a reader may want it (WCAG 1.4.12), or back. The page's policy allows no style of ours,
// save one that is made by script.
export function space(isWide) {
  window.spacing ??= new CSSStyleSheet();
  window.spacing.replaceSync(
    isWide ? "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}" : "",
  );
  document.adoptedStyleSheets = [window.spacing];
}

// What moves though the reader asked for rest. A colour may change; nothing may go anywhere.
export function moving() {
  const still = new Set(["color", "background-color", "border-color", "outline-color", "text-decoration-color", "fill", "stroke", "opacity", "none"]);
  const found = document.getAnimations().map((animation) => `an animation runs: ${animation.animationName ?? animation.transitionProperty}`);
  const seconds = (list) => Math.max(...list.split(",").map((time) => parseFloat(time)));
  for (const element of document.querySelectorAll("*")) {
    for (const part of [undefined, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const isMoved = style.transitionProperty.split(", ").some((property) => !still.has(property));
      if (isMoved && seconds(style.transitionDuration) > 0) found.push(`${element.localName}${part ?? ""} takes time for ${style.transitionProperty}`);
      if (style.animationName !== "none") found.push(`${element.localName}${part ?? ""} is animated: ${style.animationName}`);
    }
    if (getComputedStyle(element).scrollBehavior === "smooth") found.push(`${element.localName} scrolls smoothly`);
    if (["marquee", "blink", "video", "animate", "animateTransform", "animateMotion"].includes(element.localName)) found.push(`<${element.localName}>`);
  }
  return [...new Set(found)];
}

// What a page has left with the visitor.
export async function stored() {
  const found = [];
  if (document.cookie) found.push(`cookie ${document.cookie}`);
  for (const name of ["localStorage", "sessionStorage"]) if (window[name].length) found.push(`${name} ${Object.keys(window[name])}`);
  for (const { name } of await indexedDB.databases()) found.push(`database ${name}`);
  for (const name of await caches.keys()) found.push(`cache ${name}`);
  for (const { scope } of await navigator.serviceWorker.getRegistrations()) found.push(`service worker ${scope}`);
  return found;
}

// Scrolls from top to end and back, so that whatever waits to be seen comes.
export async function scrollThrough() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await frame();
  }
  await Promise.all([...document.images].filter((image) => image.checkVisibility()).map((image) => image.decode().catch(() => {})));
  scrollTo(0, 0);
  await frame();
}

// The sum of all that jumped so far, as browsers report it.
export function shifted() {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0)));
    observer.observe({ type: "layout-shift", buffered: true });
    // No report comes when nothing has jumped.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(observer.takeRecords().reduce((sum, { value }) => sum + value, 0))));
  });
}

// Where focus is: what, whether it can be seen, and what lies over it.
export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const name = element.id ? `#${element.id}` : element.getAttribute("href") ?? element.getAttribute("name") ?? "";
  const words = (element.ariaLabel ?? element.textContent ?? "").trim().slice(0, 30);
  // A control that is painted by its label shows focus there.
  const shown = element.matches("input") && getComputedStyle(element).opacity === "0" ? (element.closest("label") ?? element) : element;
  const box = shown.getBoundingClientRect();
  const style = getComputedStyle(shown);
  const faults = [];
  if (box.width < 1 || box.height < 1) faults.push("has no size");
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("has no ring around it");
  if (box.top < -1 || box.bottom > innerHeight + 1 || box.left < -1 || box.right > innerWidth + 1) {
    if (box.height <= innerHeight) faults.push(`lies outside of the screen: ${Math.round(box.top)} to ${Math.round(box.bottom)}`);
  }
  for (const [across, down] of [[0.5, 0.5], [0.05, 0.5], [0.95, 0.5], [0.5, 0.1], [0.5, 0.9]]) {
    const [x, y] = [box.left + box.width * across, box.top + box.height * down];
    const over = document.elementFromPoint(x, y);
    const isOwn = !over || shown.contains(over) || over.contains(shown);
    // Words in several lines leave corners that are not theirs, but what lies there then is around them or beside them.
    const covers = over?.closest("*") && [...ancestors(over)].find((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position));
    if (!isOwn && covers && !covers.contains(shown)) faults.push(`is covered by <${covers.localName}> "${covers.textContent.trim().slice(0, 20)}"`);
  }
  function* ancestors(one) {
    for (; one; one = one.parentElement) yield one;
  }
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  return {
    stop: window.stops.get(element),
    name: `${element.localName} ${name} "${words}"`,
    kind: `${element.localName} ${element.type ?? ""} ${shown.localName}`,
    faults: [...new Set(faults)],
  };
}
