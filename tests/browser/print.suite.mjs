// On paper: what one reads stays, what one uses goes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nothing, open } from "./chromium.mjs";
import { cut } from "./look.mjs";
import { oneOfEachProjectAndKind, pages } from "./pages.mjs";
import { build, preview } from "./world.mjs";

// What is left of A4 between margins of one centimetre, in pixels of CSS.
const PAPER = { width: 718, height: 1047 };
// Sheets that may be lost because what belongs together is not torn apart.
const LOST = 2;

test("a printed page has no form and no bar, keeps its tables whole, cuts nothing, and is not longer than it must be", async () => {
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
    const printed = await page.evaluate(shownRows);
    if (printed.length !== rows.length) found.push(`${rows.length} rows of tables on the screen, ${printed.length} on paper`);
    found.push(...(await page.evaluate(cut)));
    const high = await page.evaluate(() => document.documentElement.scrollHeight);
    const pdf = (await page.pdf({ format: "A4", margin: { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" } })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert(sheets > 0, "a document");
    const needed = Math.ceil(high / PAPER.height);
    if (sheets > needed + LOST) found.push(`takes ${sheets} sheets for what would fill ${needed}`);
    faults.push(...found.map((text) => `${target.path}: ${text}`));
  }
  await window.close();
  nothing(faults, "faults on paper");
});

function shownRows() {
  return [...document.querySelectorAll("main tr")].filter((row) => row.checkVisibility() && row.textContent.trim()).map((row) => row.textContent.trim());
}

function onPaper() {
  const faults = [];
  const shown = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
  for (const element of shown) {
    const { position, breakInside } = getComputedStyle(element);
    if (element.matches("form, button, select, textarea, input")) faults.push(`<${element.localName}> is printed`);
    if (["sticky", "fixed"].includes(position)) faults.push(`<${element.localName}> "${element.textContent.trim().slice(0, 20)}" sticks to every sheet`);
    if (element.matches("tr") && breakInside === "auto") faults.push("a row of a table may be torn apart");
  }
  return [...new Set(faults)];
}
