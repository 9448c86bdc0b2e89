// The form, as people send it: by keys alone, without script, wrong at first. On both machines, in each language.

import assert from "node:assert/strict";
import { before, suite, test } from "node:test";

import { open } from "./chromium.mjs";
import { oneOfEachKindAndLanguage, pages } from "./pages.mjs";
import { build, edge, preview } from "./world.mjs";

const PERSON = { given_name: "Zoë", family_name: "van den Broucke-O’Neill", message: "Is het gelijkvloers nog vrij?\n<b>50 % & meer</b>" };
// What a title begins with so that nobody overlooks what happened.
const WRONG = { nl: "Fout: ", fr: "Erreur : ", en: "Error: ", de: "Fehler: " };

// Both machines at once; on each one story after the other, so that what it has taken can be counted.
suite("the form", { concurrency: true }, () => {
  suite("on the preview", { concurrency: false }, () => stories(preview));
  suite("in workerd", { concurrency: false }, () => stories(edge));
});

function stories(start) {
  let machine;
  let landings;
  before(async () => {
    await build();
    machine = await start();
    landings = new Map(oneOfEachKindAndLanguage(pages()).filter(({ kind }) => kind === "landing").map(({ language, path }) => [language, path]));
  });

  for (const language of Object.keys(WRONG)) {
    test(`is filled in and sent by keys alone, in ${language}`, () => sentByKeys(machine, landings.get(language), language));
    test(`comes back with all that was typed when something is missing, and is then taken, in ${language} without script`, () =>
      mended(machine, landings.get(language), language, false));
    test(`does the same in ${language} with script`, () => mended(machine, landings.get(language), language, true));
  }

  test("is taken also if a machine seems to have sent it, and its sender is told that it is looked at", () =>
    heldBack(machine, landings.get("nl")));
}

async function sentByKeys(machine, path, language) {
  const sent = await machine.leads();
  const { page, notes, close } = await atForm(machine, path);
  await byKeys(page, { ...PERSON, email: `keys.${language}@example.com`, contact_preference: "email" });
  await thanked(page, path, language);
  assert.equal(await machine.leads(), sent + 1);
  assert.deepEqual(notes, []);
  await close();
}

async function mended(machine, path, language, javaScriptEnabled) {
  const sent = await machine.leads();
  const { page, close } = await atForm(machine, path, { javaScriptEnabled });
  const statuses = [];
  page.on("response", (response) => response.request().method() === "POST" && statuses.push(response.status()));
  for (const select of await page.locator("form select").all()) await select.selectOption({ index: 2 });
  for (const box of await page.locator("form input[type=checkbox]").all()) await box.check();
  // A call is wanted, and no number given.
  const typed = await byKeys(page, { ...PERSON, email: `mended.${javaScriptEnabled}.${language}@example.com`, contact_preference: "phone" });
  await page.locator("[aria-invalid=true]").first().waitFor();

  // A script of the page may see it first, and then nothing is sent.
  if (!javaScriptEnabled) assert.deepEqual(statuses, [422]);
  if (statuses.length > 0) assert((await page.title()).startsWith(WRONG[language]), await page.title());
  assert.equal(await page.locator("html").getAttribute("lang"), language);
  assert.deepEqual(await standing(page), typed, "everything typed and chosen is kept");
  const told = await page.evaluate(problems);
  assert.deepEqual(told.map(({ field }) => field), ["phone"], "the summary has focus and names the field");
  assert(told[0].description.includes(told[0].text), `the summary says what stands at the field: ${JSON.stringify(told)}`);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.name), "phone", "the summary leads to the field");
  await page.keyboard.type("0471 12 34 56");
  assert.equal(await machine.leads(), sent, "nothing was taken so far");
  await page.locator("form button[type=submit]").focus();
  await page.keyboard.press("Enter");
  await thanked(page, path, language);
  assert.equal(await machine.leads(), sent + 1);
  await close();
}

async function heldBack(machine, path) {
  const sent = await machine.leads();
  const { page, close } = await atForm(machine, path, { javaScriptEnabled: false });
  await page.evaluate(() => {
    document.querySelector("form [aria-hidden=true] input").value = "https://example.com";
  });
  await byKeys(page, { ...PERSON, email: "machine@example.com", contact_preference: "email" });
  await page.waitForURL(`**${path}checking/`);
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await machine.leads(), sent + 1);
  await close();
}

// A window that has gone to the form as a visitor does: by the link that asks to.
async function atForm(machine, path, options) {
  const window = await open(machine.url, options);
  await window.page.clock.install();
  await window.go(path);
  await window.page.evaluate(() => {
    const leadsToForm = (link) => document.getElementById(link.hash.slice(1))?.querySelector("form[method=post]");
    [...document.querySelectorAll("main a[href^='#']")].find((link) => link.checkVisibility() && leadsToForm(link)).focus();
  });
  await window.page.keyboard.press("Enter");
  return window;
}

// Fills in the form from where focus is and sends it, touching only keys; gives what stands in it when it is sent.
async function byKeys(page, answers) {
  const left = { ...answers };
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press("Tab");
    const { type, name, isInForm } = await page.evaluate(() => {
      const { type, name, form } = document.activeElement;
      return { type, name, isInForm: Boolean(form) };
    });
    if (!isInForm) continue;
    if (type === "submit") {
      assert.deepEqual(left, {}, "fields that the keys do not reach");
      const typed = await standing(page);
      // Nobody fills in a form as fast as a test: a script that measures it would take us for a machine.
      await page.clock.fastForward("01:00");
      await page.keyboard.press("Enter");
      return typed;
    }
    if (left[name] === undefined) continue;
    if (type === "radio") await choose(page, left[name]);
    else await page.keyboard.insertText(left[name]);
    delete left[name];
  }
  throw new Error(`the keys do not come to the button; not filled in: ${Object.keys(left)}`);
}

async function choose(page, value) {
  await page.keyboard.press("Space");
  for (let pressed = 0; pressed < 10; pressed += 1) {
    if (await page.evaluate((wanted) => document.activeElement.checked && document.activeElement.value === wanted, value)) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the keys do not reach \`${value}\``);
}

// All that would be sent now.
const standing = (page) => page.evaluate(() => [...new FormData(document.querySelector("form[method=post]"))]);

// Every problem that what has focus names: the field it leads to, its words, and what is said of that field.
function problems() {
  return [...document.activeElement.querySelectorAll("a[href^='#']")].map((link) => {
    const field = document.getElementById(link.hash.slice(1));
    const ids = field?.getAttribute("aria-describedby")?.split(" ") ?? [];
    const description = ids.map((id) => document.getElementById(id)?.textContent).join(" ");
    return { field: field?.name, text: link.textContent.trim(), description };
  });
}

async function thanked(page, path, language) {
  await page.waitForURL(`**${path}thanks/`);
  assert.equal(await page.locator("html").getAttribute("lang"), language);
  assert.equal(await page.locator("h1").count(), 1);
}
