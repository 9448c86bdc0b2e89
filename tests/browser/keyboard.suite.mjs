// Whoever has no mouse: every stop of the Tab key, and each thing that can be used with keys.

import assert from "node:assert/strict";
import { test } from "node:test";

import { each, nothing, open } from "./chromium.mjs";
import { focused } from "./look.mjs";
import { oneOfEachKind, pages, shown } from "./pages.mjs";
import { preview, themes, usual } from "./world.mjs";

// A window on the richest page of a theme: with drawing, table, filter, plans, gallery, questions, articles and form.
async function landing(options, theme = usual) {
  const host = await preview();
  const window = await open(host.url, options);
  await window.go(shown(theme, "landing").path);
  await window.page.evaluate(() => document.fonts.ready.then(() => {}));
  return window;
}

// Presses a key until focus leaves the page, and gives every stop.
async function walk(page, key) {
  const stops = [];
  for (let pressed = 0; pressed < 600; pressed += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(focused);
    if (!stop || stop.stop === stops[0]?.stop) return stops;
    stops.push(stop);
  }
  throw new Error("the Tab key does not come to an end");
}

// Goes through a page and back; gives what was wrong on the way, and how many stops there were.
async function throughAndBack(page) {
  const forward = await walk(page, "Tab");
  const back = await walk(page, "Shift+Tab");
  const faults = [...forward, ...back].flatMap(({ name, faults }) => faults.map((fault) => `${name} ${fault}`));
  // A group of radio buttons is entered at its chosen one, and without one from either end.
  const names = (stops) => new Set(stops.filter(({ kind }) => !kind.includes("radio")).map(({ name }) => name));
  const [there, again] = [names(forward), names(back)];
  const oneWay = [...there].filter((name) => !again.has(name)).concat([...again].filter((name) => !there.has(name)));
  faults.push(...oneWay.map((name) => `${name} is reached in one direction only`));
  return { faults: [...new Set(faults)], stops: forward.length };
}

for (const theme of themes()) {
  for (const [width, height] of [[360, 740], [1280, 800]]) {
    test(`at ${width} in ${theme}, the Tab key goes through the landing page and back, and what has focus is always seen`, async () => {
      const { page, close } = await landing({ viewport: { width, height } }, theme);
      const { faults, stops } = await throughAndBack(page);
      nothing(faults, "stops of the Tab key that one does not see");
      assert(stops > 40, `${stops} stops`);
      await close();
    });
  }
}

test("the same holds on every other kind of page", async () => {
  const host = await preview();
  const others = oneOfEachKind(pages()).filter(({ kind }) => kind !== "landing");
  const found = await each(others, host.url, {}, async ({ page, go }, { path }) => {
    await go(path);
    const { faults } = await throughAndBack(page);
    return faults.map((fault) => `${path}: ${fault}`);
  });
  nothing([...found.values()].flat(), "stops of the Tab key that one does not see");
});

test("the ring around what has focus is painted, by day and by night, around each kind of control", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await landing({ colorScheme });
    const seen = new Set();
    const faults = [];
    for (let pressed = 0; pressed < 600; pressed += 1) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(focused);
      if (!stop) break;
      if (seen.has(stop.kind)) continue;
      seen.add(stop.kind);
      const bright = await page.screenshot();
      await page.evaluate(() => void (window.left = document.activeElement).blur());
      const plain = await page.screenshot();
      await page.evaluate(() => window.left.focus({ preventScroll: true }));
      if (bright.equals(plain)) faults.push(`${stop.name}, ${colorScheme}`);
    }
    nothing(faults, "controls that look the same with focus and without");
    assert(seen.size >= 6, [...seen].join(", "));
    await close();
  }
});

test("the first stop leads past the head of the page", async () => {
  const { page, close } = await landing();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  await close();
});

test("the filter is worked with arrow keys, and leaves only what it says", async () => {
  const { page, close } = await landing();
  const filter = page.locator("main fieldset:not(form *)").first();
  const rows = () => page.locator("main table").first().locator("tbody tr:visible").count();
  const before = await rows();
  await filter.locator("input[type=radio]").first().focus();
  await page.keyboard.press("ArrowRight");
  const after = await rows();
  assert(after > 0 && after < before, `${before} rows, then ${after}`);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await rows(), before);
  await close();
});

test("a drawn unit, a plan and a photograph open with Enter, and there is a way back", async () => {
  const { page, close } = await landing();
  const start = page.url();
  const links = {
    "a drawn unit": "main svg a[href]",
    "a plan": "main figure a[href]:has(> img)",
    "a photograph": "main figure a[href]:has(picture)",
  };
  for (const [what, selector] of Object.entries(links)) {
    await page.locator(selector).first().focus();
    const [, isOpen] = await Promise.all([page.keyboard.press("Enter"), page.waitForURL((url) => String(url) !== start).then(() => true)]);
    assert(isOpen, what);
    const id = new URL(page.url()).hash.slice(1);
    if (id) assert(await page.evaluate((anchor) => document.getElementById(anchor)?.checkVisibility(), id), `${what} leads to #${id}`);
    else assert.equal((await page.reload()).status(), 200, what);
    await page.goBack();
    assert.equal(page.url(), start, what);
  }
  await close();
});

test("a question opens and closes with keys", async () => {
  const { page, close } = await landing();
  const details = page.locator("main details").first();
  await details.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert(await details.locator("p").first().isVisible());
  await page.keyboard.press("Space");
  assert(!(await details.locator("p").first().isVisible()));
  await close();
});
