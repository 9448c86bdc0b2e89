// What the parts of a page that matter most look like. A change is accepted by running this with UPDATE=1, after
// looking at it: `expected/` holds the pictures, `target/browser/pictures` what came instead and where it differs.
//
// Photographs are grey here: they are not what is tested, and coders of different ages differ in them.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

import { nothing, open } from "./chromium.mjs";
import { shown } from "./pages.mjs";
import { edge, preview, root, target, themes, usual } from "./world.mjs";

const expected = join(root, "tests/browser/expected");
const instead = join(target, "browser/pictures");
const isUpdated = process.env.UPDATE === "1";
// Versions of Chromium differ at the edges of letters: by this many pixels of a thousand, and by this much in one.
const DIFFERENT = 1;
const THRESHOLD = 0.15;
const SIZES = [[360, 740], [1280, 800]];
// The longest blocks are shown as far as this.
const HIGHEST = 1000;

// Each block: the page it is on, how to find it, and how much of it is shown. Some are also looked at by night, on a phone.
const BLOCKS = {
  hero: { on: "landing", isAlsoDark: true },
  facade: { on: "landing", at: "main figure:has(svg a[href])", isOptional: true },
  table: { on: "landing", at: "main table", highest: 700 },
  place: { on: "unit", at: "main figure:has(svg a[href])", isAlsoDark: true, isOptional: true },
  problem: { on: "answer", at: "main", isAlsoDark: true },
  thanks: { on: "thanks", isOfUsual: true },
  privacy: { on: "privacy", isOfUsual: true, highest: 500 },
};

test("the parts of a page that matter most look as they were accepted, in every theme", async () => {
  const hosts = { landing: await preview(), answer: await edge() };
  rmSync(instead, { recursive: true, force: true });
  mkdirSync(instead, { recursive: true });
  mkdirSync(expected, { recursive: true });
  const faults = [];
  const taken = new Set();
  for (const theme of themes()) {
    for (const [block, { on, at, isAlsoDark, isOptional, isOfUsual, highest = HIGHEST }] of Object.entries(BLOCKS)) {
      if (isOfUsual && theme !== usual) continue;
      const host = on === "answer" ? hosts.answer : hosts.landing;
      const { path } = shown(theme, on === "answer" ? "landing" : on);
      const take = async ([width, height]) => {
        const { page, go, close } = await open(host.url, { viewport: { width, height } });
        await go(path);
        if (on === "answer") await sendWrong(page);
        await page.evaluate(still);
        const isThere = !at || (await page.locator(at).count()) > 0;
        if (!isThere && !(isOptional && theme !== usual)) faults.push(`${theme} has no ${block}`);
        const lights = isAlsoDark && width === SIZES[0][0] ? ["light", "dark"] : ["light"];
        for (const colorScheme of isThere ? lights : []) {
          await page.emulateMedia({ colorScheme });
          const name = `${theme}-${block}-${width}-${colorScheme}.png`;
          taken.add(name);
          faults.push(...compared(name, await picture(page, at, highest)));
        }
        await close();
      };
      await Promise.all(SIZES.map(take));
    }
  }
  for (const name of readdirSync(expected).filter((name) => !taken.has(name))) {
    if (isUpdated) rmSync(join(expected, name));
    else faults.push(`${name} is expected, and of nothing`);
  }
  nothing(faults, `pictures that differ; see ${instead}`);
});

// A form with a mistake in most of its fields.
async function sendWrong(page) {
  await page.locator("form [name=given_name]").fill("Zoë");
  await page.locator("form [name=email]").fill("zoe@");
  await page.locator("form [name=message]").fill("Is het gelijkvloers nog vrij?");
  await Promise.all([page.waitForEvent("load"), page.evaluate(() => document.querySelector("form[method=post]").submit())]);
}

// Fonts are there, photographs are not.
async function still() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("img{object-position:-99999px 0!important;background:#8a8a8a!important}");
  document.adoptedStyleSheets = [sheet];
  await document.fonts.ready;
}

async function picture(page, at, highest) {
  const box = await page.evaluate((selector) => {
    const element = document.querySelector(selector ?? "html");
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY, width, height: selector ? height : innerHeight };
  }, at);
  const clip = { x: Math.floor(box.x), y: Math.floor(box.y), width: Math.ceil(box.width), height: Math.ceil(Math.min(box.height, highest)) };
  return page.screenshot({ animations: "disabled", caret: "hide", fullPage: true, clip });
}

// What is different from the picture that was accepted, as sentences.
function compared(name, bytes) {
  const file = join(expected, name);
  const now = coarse(PNG.sync.read(bytes));
  const before = existsSync(file) ? PNG.sync.read(readFileSync(file)) : undefined;
  const differs = () => {
    if (!before) return `${name} is not there yet`;
    if (before.width !== now.width || before.height !== now.height) {
      return `${name} is ${now.width}×${now.height}, no longer ${before.width}×${before.height}`;
    }
    const difference = new PNG({ width: now.width, height: now.height });
    const pixels = pixelmatch(before.data, now.data, difference.data, now.width, now.height, { threshold: THRESHOLD });
    if (pixels * 1000 <= now.width * now.height * DIFFERENT) return undefined;
    writeFileSync(join(instead, name.replace(".png", ".difference.png")), PNG.sync.write(difference));
    return `${name} differs in ${pixels} pixels`;
  };
  const fault = differs();
  if (!fault) return [];
  const small = PNG.sync.write(now, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
  writeFileSync(isUpdated ? file : join(instead, name), small);
  return isUpdated ? [] : [fault];
}

// Areas keep their colour. The edges of letters are rounded to sixteen steps: that is enough to see by, and weighs half.
function coarse(png) {
  const colours = new Uint32Array(png.data.buffer, png.data.byteOffset, png.data.length / 4);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  colours.forEach((colour, at) => {
    if (counts.get(colour) * 500 > colours.length) return;
    for (let part = 4 * at; part < 4 * at + 3; part += 1) png.data[part] = Math.round(png.data[part] / 17) * 17;
  });
  return png;
}
