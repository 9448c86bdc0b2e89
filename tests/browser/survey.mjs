// Every page is opened once and looked at for all claims that need nothing but looking: loading a page costs more than
// changing the size of its window. The tests then read what was found.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { each } from "./chromium.mjs";
import { cut, moving, plain, space, stored } from "./look.mjs";
import { oneOfEachKind, oneOfEachKindAndLanguage, oneOfEachProjectAndKind, pages } from "./pages.mjs";
import { edge, preview } from "./world.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// What can differ between day and night: the rest of a page is the same.
const OF_COLOUR = ["color-contrast", "link-in-text-block"];
const WIDTHS = { 320: 640, 360: 740, 1280: 800 };
const [DAY, NIGHT] = ["light", "dark"];
const ALL = { 320: [DAY, NIGHT], 360: [DAY, NIGHT], 1280: [DAY, NIGHT] };

let surveyed;
// For each page what was found on it, by claim, as sentences that begin with the page.
export const survey = () => (surveyed ??= surveyAll());

async function surveyAll() {
  const host = await preview();
  const all = pages();
  const windows = asked(all);
  const found = await each(all, host.url, {}, (window, page) => look(window, page, windows.get(page) ?? {}));
  const answers = await answerPages(all);
  const site = (await edge()).url;
  const answered = await each(answers, site, {}, (window, page) => look(window, page, page.windows));
  return [...found.values(), ...answered.values()].flat();
}

// In which windows axe examines a page, by width and light. All six combinations for one page of each kind; each kind in
// each language as most visitors see it; and the pages of each project where there is least and most room, by night
// once, for its own colours.
function asked(all) {
  const windows = new Map();
  const add = (chosen, more) => {
    for (const page of chosen) windows.set(page, { ...more, ...windows.get(page) });
  };
  add(oneOfEachKind(all), ALL);
  add(oneOfEachProjectAndKind(all), { 320: [DAY], 1280: [DAY, NIGHT] });
  add(oneOfEachKindAndLanguage(all), { 360: [DAY] });
  return windows;
}

// The page that answers an empty form, in each language: it is made by the edge, from what the build wrote for it.
function answerPages(all) {
  const landings = oneOfEachKindAndLanguage(all).filter(({ kind }) => kind === "landing");
  return landings.map((page, index) => ({ ...page, kind: "answer", status: 422, windows: index === 0 ? ALL : { 360: [DAY] } }));
}

async function look(window, target, windows) {
  const { page, context, notes, go } = window;
  const found = [];
  const note = (claim, where, list) => found.push(...list.map((text) => ({ claim, text: `${target.path} (${target.kind}${where}): ${text}` })));
  await page.setViewportSize({ width: 320, height: WIDTHS[320] });
  const answer = target.kind === "answer" ? await sendNothing(window, target.path) : await go(target.path);
  if (answer.status() !== target.status) note("quiet", "", [`answers ${answer.status()}`]);
  await page.evaluate(() => document.fonts.ready.then(() => {}));

  note("links", "", await page.evaluate(plain));
  note("rest", "", await page.evaluate(moving));
  note("room", " at 320", await page.evaluate(cut));
  await page.evaluate(space, true);
  note("room", " at 320, spaced", await page.evaluate(cut));
  await page.evaluate(space, false);
  for (const [width, lights] of Object.entries(windows)) {
    note("access", "", await examine(page, Number(width), lights));
    note("room", ` at ${width}`, await page.evaluate(cut));
  }

  note("quiet", "", [...(await page.evaluate(stored)), ...notes]);
  note("quiet", "", (await context.cookies()).map(({ name }) => `cookie ${name}`));
  return found;
}

async function sendNothing({ page, go }, path) {
  await go(path);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await Promise.all([page.waitForEvent("load"), page.evaluate(() => document.querySelector("form[method=post]").submit())]);
  return answer;
}

// By day everything, by night what is about colours.
export async function examine(page, width, lights) {
  await page.setViewportSize({ width, height: WIDTHS[width] });
  await page.evaluate(`window.axe ?? (() => { ${axe} })()`);
  const found = [];
  for (const light of lights) {
    await page.emulateMedia({ colorScheme: light });
    const run = light === DAY ? { type: "tag", values: TAGS } : { type: "rule", values: OF_COLOUR };
    const results = await page.evaluate(
      (options) => window.axe.run(document, options).then(({ violations }) =>
        violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, html }) => `${target.join(" ")} ${html.slice(0, 90)}`) })),
      ),
      { runOnly: run, resultTypes: ["violations"], preload: false, rules: light === DAY ? { "target-size": { enabled: true } } : {} },
    );
    found.push(...results.flatMap(({ id, help, nodes }) => nodes.map((node) => `${width} ${light}: ${id} (${help}): ${node}`)));
  }
  await page.emulateMedia({ colorScheme: DAY });
  return found;
}
