// On paper: what one reads stays, what one uses goes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { nothing, open } from "./chromium.mjs";
import { cut } from "./look.mjs";
import { oneOfEachProjectAndKind, pages } from "./pages.mjs";
import { build, preview } from "./world.mjs";

// What is left of A4 between margins of one centimetre, in pixels of CSS.
const PAPER = { width: 718, height: 1047 };
// Sheets that may be lost because what belongs together is not torn apart.
const LOST = 2;

test("a printed page has no form and no bar, keeps together what belongs together, cuts nothing, and is not longer than it must be", async () => {
  await build();
  const host = await preview();
  const window = await open(host.url, { viewport: PAPER });
  const faults = [];
  for (const target of oneOfEachProjectAndKind(pages())) {
    const { page } = window;
    await page.emulateMedia({ media: "screen" });
    await window.go(target.path);
    const rows = await page.evaluate(shownRows);
    await page.emulateMedia({ media: "print" });
    const found = await page.evaluate(onPaper);
    const left = await page.evaluate(shownRows);
    if (left.length !== rows.length) found.push(`${rows.length} rows of tables on the screen, ${left.length} on paper`);
    found.push(...(await page.evaluate(cut)));
    const high = await page.evaluate(() => document.documentElement.scrollHeight);
    const needed = Math.ceil(high / PAPER.height);
    const headings = await page.evaluate(() => [...document.querySelectorAll("h2,h3")].map((heading) => heading.textContent.trim()));
    const sheets = await printed(page);
    assert(sheets.length > 0, "a document");
    if (sheets.length > needed + LOST) found.push(`takes ${sheets.length} sheets for what would fill ${needed}`);
    const last = sheets.map((lines) => lines.at(-1));
    found.push(...last.filter((line) => headings.includes(line)).map((line) => `"${line}" stands alone at the foot of a sheet`));
    faults.push(...found.map((text) => `${target.path}: ${text}`));
  }
  await window.close();
  nothing(faults, "faults on paper");
});

// The sheets of A4 that a page fills, each as its lines, without the numbers that a theme gives its sections.
async function printed(page) {
  const pdf = await page.pdf({ format: "A4", margin: { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" } });
  const text = execFileSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
  // Each sheet ends with a form feed.
  return text.split("\f").slice(0, -1).map((sheet) => sheet.split("\n").map((line) => line.trim()).filter((line) => line && !/^\d\d$/.test(line)));
}

function shownRows() {
  return [...document.querySelectorAll("main tr")].filter((row) => row.checkVisibility() && row.textContent.trim()).map((row) => row.textContent.trim());
}

function onPaper() {
  const faults = [];
  // By itself, or within something that is.
  const isKept = (element) => element && (getComputedStyle(element).breakInside === "avoid" || isKept(element.parentElement));
  const shown = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
  for (const element of shown) {
    const { position } = getComputedStyle(element);
    if (element.matches("form, button, select, textarea, input")) faults.push(`<${element.localName}> is printed`);
    if (["sticky", "fixed"].includes(position)) faults.push(`<${element.localName}> "${element.textContent.trim().slice(0, 20)}" sticks to every sheet`);
    if (element.matches("tr, dl > div, li") && !isKept(element)) faults.push("a row of a table or a list may be torn apart");
  }
  return [...new Set(faults)];
}
