// The system's Chromium, and a window in it that notes whatever a page does that it should not.

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { root } from "./world.mjs";

export const executable = process.env.CHROME_PATH ?? "/usr/bin/chromium";
const FONTS = ["liberation/LiberationSans-Regular.ttf", "noto/NotoSerif-Regular.ttf"];

let browser;
// Starts once, however many ask.
export const start = () => (browser ??= launched());

async function launched() {
  if (!existsSync(executable)) throw new Error(`${executable} is not there: install Chromium (Debian: chromium), or name it in CHROME_PATH`);
  for (const font of FONTS) {
    const path = `/usr/share/fonts/truetype/${font}`;
    if (!existsSync(path)) throw new Error(`${path} is not there: install fonts-liberation and fonts-noto-core`);
  }
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, FONTCONFIG_FILE: join(root, "tests/browser/fonts.conf") },
    args: [
      // Nothing leaves this machine, whatever a page asks for.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      "--font-render-hinting=none",
      "--disable-lcd-text",
      "--force-color-profile=srgb",
      "--hide-scrollbars",
    ],
  });
}

export async function stop() {
  await (await browser)?.close();
}

// A window of its own, with nothing remembered. What it notes is in `notes`, as sentences.
export async function open(origin, options = {}) {
  const context = await (await start()).newContext({
    viewport: { width: 360, height: 740 },
    colorScheme: "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  const notes = [];
  const isOurs = (url) => url.startsWith(`${origin}/`) || url.startsWith("data:");
  page.on("request", (request) => isOurs(request.url()) || notes.push(`asks ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) notes.push(`${response.status()} for ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // A page that is left stops what it was loading.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") notes.push(`${request.url()} failed: ${reason}`);
  });
  page.on("pageerror", (error) => notes.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // That an answer of 404 or 422 is one is said by its status.
    const isAboutPage = message.location().url === page.url() && message.text().startsWith("Failed to load resource");
    if (!isAboutPage) notes.push(`${message.type()}: ${message.text()}`);
  });
  return { context, page, notes, go: (path) => page.goto(origin + path), close: () => context.close() };
}

// Does a piece of work for each item, as many at a time as there are cores, each worker with a window of its own.
export async function each(items, origin, options, work) {
  const left = [...items];
  const results = new Map();
  await Promise.all(
    Array.from({ length: Math.min(left.length, availableParallelism()) }, async () => {
      const window = await open(origin, options);
      for (let item = left.shift(); item; item = left.shift()) {
        window.notes.length = 0;
        results.set(item, await work(window, item));
      }
      await window.close();
    }),
  );
  return results;
}

// Fails with what was found, which begins with its page: three things of each page, since the rest is often the same.
export function nothing(findings, what) {
  if (findings.length === 0) return;
  const pages = Map.groupBy(findings, (text) => text.split(/:? /)[0]);
  const lines = [...pages.values()].flatMap((texts) => (texts.length > 3 ? [...texts.slice(0, 3), `and ${texts.length - 3} more there`] : texts));
  throw new Error(`${findings.length} × ${what}:\n  ${lines.slice(0, 200).join("\n  ")}`);
}
