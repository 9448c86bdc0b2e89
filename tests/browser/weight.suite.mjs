// What a page weighs, and whether anything jumps while it comes in slowly.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";

import { each, nothing } from "./chromium.mjs";
import { scrollThrough, shifted } from "./look.mjs";
import { oneOfEachKind, oneOfEachProjectAndKind, pages } from "./pages.mjs";
import { build, buildIn, preview, site, themes } from "./world.mjs";

// Bytes; what travels as text is counted as it travels, compressed. Ten packets carry 14,336.
const MOST = { html: 14_336, script: 2_048, font: 60 * 1024, picture: 150 * 1024, hero: 50 * 1024, whole: 400 * 1024 };
const MOST_REQUESTS = 20;
const MOST_SHIFT = 0.01;
// A line at least, which holds an element or two, and longer than a frame of the screen.
const PIECES = { size: 80, milliseconds: 25, bytes: 6_000 };
const TYPES = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".avif": "image/avif", ".jpg": "image/jpeg", ".png": "image/png" };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

test("the words and the look of a page fit into the first ten packets, in its own theme and in every other", async () => {
  const heavy = [];
  for (const theme of themes()) {
    const site = await buildIn(theme);
    const files = readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html"));
    assert(files.length > 200, `${files.length} pages`);
    for (const file of files) {
      const html = readFileSync(join(site, file), "utf8");
      const sheets = [...html.matchAll(/<link(?=[^>]*rel="?stylesheet)[^>]*href="([^"]+)"/g)].map(([, path]) => weightOf(path, site));
      const bytes = sheets.reduce((sum, bytes) => sum + bytes, zipped(html));
      if (bytes > MOST.html) heavy.push({ file: `${file} in ${theme}`, bytes });
    }
  }
  nothing(heavy.sort((one, other) => other.bytes - one.bytes).map(({ file, bytes }) => `${file}: ${bytes} bytes, ${bytes - MOST.html} too many`), "heavy pages");
});

test("scripts weigh next to nothing", async () => {
  await build();
  const heavy = pages().flatMap(({ file, html }) => {
    const inline = [...html.matchAll(/<script(?![^>]*application\/ld\+json)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    const files = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, path]) => readFileSync(join(site, path), "utf8"));
    const bytes = [...inline, ...files].filter(Boolean).reduce((sum, text) => sum + zipped(text), 0);
    return bytes > MOST.script ? [`${file}: ${bytes} bytes`] : [];
  });
  nothing(heavy, "heavy scripts");
});

test("the first picture of a page is light where most phones take it", async () => {
  await build();
  const heavy = [];
  let seen = 0;
  for (const { file, html } of pages()) {
    const [, candidates] = html.match(/srcset="([^"]+)"[^>]*><img(?=[^>]*fetchpriority="high")/) ?? [];
    const [, path] = candidates?.match(/(\S+) 720w/) ?? [];
    if (!path) continue;
    seen += 1;
    const bytes = statSync(join(site, path)).size;
    if (bytes > MOST.hero) heavy.push(`${file}: ${bytes} bytes`);
  }
  nothing(heavy, "heavy first pictures");
  assert(seen > 10, `${seen} pages with a first picture`);
});

test("a whole page, scrolled to its end on a phone, stays within its weight, and nothing jumps although fonts and pictures come late", async () => {
  await build();
  const host = await preview();
  const chosen = new Set([...oneOfEachKind(pages()), ...oneOfEachProjectAndKind(pages())]);
  const found = await each(chosen, host.url, PHONE, weigh);
  nothing([...found.values()].flat(), "limits missed");
});

test("nothing jumps on a phone although a page comes in pieces", async () => {
  await build();
  const chosen = new Set([...pages().filter(({ kind }) => kind === "landing"), ...oneOfEachKind(pages())]);
  const faults = [];
  for (const theme of themes()) {
    const host = await dribble(await buildIn(theme));
    const found = await each(chosen, host.url, PHONE, async ({ page, go }, { path }) => {
      await go(path);
      const shift = await page.evaluate(shifted);
      return shift > MOST_SHIFT ? [`${path} in ${theme}: layout shift: ${shift}, at most ${MOST_SHIFT}`] : [];
    });
    host.close();
    faults.push(...[...found.values()].flat());
  }
  nothing(faults, "jumps");
});

// Serves a site whose pages come a line or two at a time, as from a host far away, until a screen or two are full: each
// piece is painted before the next one is there.
async function dribble(site) {
  const server = createServer(async ({ url }, answer) => {
    const { pathname } = new URL(url, "http://localhost");
    const isPage = pathname.endsWith("/");
    const file = join(site, decodeURI(pathname), isPage ? "index.html" : "");
    const isThere = existsSync(file);
    const bytes = readFileSync(isThere ? file : join(site, "404.html"));
    answer.writeHead(isThere ? 200 : 404, { "content-type": isPage ? "text/html; charset=utf-8" : TYPES[extname(file)] });
    let sent = isPage ? bytes.indexOf("<body") : bytes.length;
    answer.write(bytes.subarray(0, sent));
    for (const most = sent + PIECES.bytes; isPage && sent < Math.min(most, bytes.length); ) {
      const end = bytes.indexOf("\n", sent + PIECES.size) + 1 || bytes.length;
      await setTimeout(PIECES.milliseconds);
      answer.write(bytes.subarray(sent, end));
      sent = end;
    }
    answer.end(bytes.subarray(sent));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function weigh({ page, context, go }, target) {
  const asked = [];
  const note = (request) => asked.push(request);
  page.on("request", note);
  // Whatever is not text comes only when the page already stands, as it does on a slow line.
  await context.unrouteAll();
  await context.route(/\.(woff2|avif|jpg|png|svg)$/, async (route) => {
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0).catch(() => {});
    await route.continue().catch(() => {});
  });
  await go(target.path);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  await page.evaluate(scrollThrough);
  const shift = await page.evaluate(shifted);
  page.off("request", note);

  const sums = { document: 0, image: 0, font: 0 };
  let largest = 0;
  for (const request of asked) {
    const kind = request.resourceType();
    const bytes = kind === "document" ? zipped(target.html) : weightOf(decodeURI(new URL(request.url()).pathname));
    sums[kind] = (sums[kind] ?? 0) + bytes;
    if (kind === "image") largest = Math.max(largest, bytes);
  }
  const whole = Object.values(sums).reduce((sum, bytes) => sum + bytes);
  const faults = [];
  const limit = (what, value, most) => value > most && faults.push(`${target.path}: ${what}: ${value}, at most ${most}`);
  limit("fonts", sums.font, MOST.font);
  limit("largest picture", largest, MOST.picture);
  limit("whole page", whole, MOST.whole);
  limit("requests", asked.length, MOST_REQUESTS);
  limit("layout shift", shift, MOST_SHIFT);
  return faults;
}

// A file as it travels: what is text, compressed.
function weightOf(path, from = site) {
  const bytes = readFileSync(join(from, path));
  return /\.(svg|css|js)$/.test(path) ? zipped(bytes) : bytes.length;
}
