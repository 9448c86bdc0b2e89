// What other programs read: the HTML of every page, as built and as the edge answers.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { nothing } from "./chromium.mjs";
import { oneOfEachKindAndLanguage, pages } from "./pages.mjs";
import { build, edge, preview, scratch, site } from "./world.mjs";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

test("the Nu checker has nothing to say about any page, nor about any answer to a form", async () => {
  await build();
  const folder = scratch("answers");
  const answers = await Promise.all([answersOf(await preview(), folder), answersOf(await edge(), folder)]);
  assert.equal(answers.flat().length, 24, "three answers in four languages on two machines");
  // One page is wrong on purpose, in a folder of its own, to show that it is seen.
  const wrong = join(folder, "wrong/in/this/index.html");
  mkdirSync(dirname(wrong), { recursive: true });
  writeFileSync(wrong, '<!doctype html><html lang="en"><title>A page</title><p><div></div></p>');
  const words = ["-Xss2m", "-jar", jar, "--stdout", "--format", "json", "--skip-non-html", site, join(folder, "wrong"), ...answers.flat()];
  const { stdout } = await promisify(execFile)("java", words, { maxBuffer: 1 << 28 }).catch((error) => {
    // It ends with 1 when it has found something.
    if (error.code === 1) return error;
    throw new Error(`the checker does not run; a Java runtime is needed (Debian: default-jre-headless): ${error.message}`);
  });
  const { messages } = JSON.parse(stdout);
  const isPlanted = ({ url }) => url.endsWith("/wrong/in/this/index.html");
  assert(messages.some(isPlanted), "what is wrong on purpose is found");
  const said = messages.filter((message) => !isPlanted(message));
  nothing(said.map(({ url, lastLine, message }) => `${url.split(/\/(?:site|answers)\//).pop()}:${lastLine}: ${message}`), "faults of HTML");
});

// What a machine answers to bad forms, each language and each way of being wrong, written into files.
async function answersOf({ name, url }, folder) {
  const files = [];
  for (const { kind, language, slug } of oneOfEachKindAndLanguage(pages())) {
    if (kind !== "landing") continue;
    const everything = {
      given_name: "<b>\"&amp;'", family_name: "", email: "nobody", phone: "12", postal_code: "?", contact_preference: "phone",
      unit: "none such", message: "x".repeat(9000), purchase_period: "soon", bedrooms_min: "many", unknown: "field",
    };
    const bodies = { empty: [{}, 422], wrong: [everything, 422], "too-long": [{ message: "x".repeat(200_000) }, 413] };
    for (const [what, [fields, status]] of Object.entries(bodies)) {
      const body = new URLSearchParams({ language, ...fields });
      const answer = await fetch(`${url}/lead/${slug}`, { method: "POST", body, headers: { accept: "text/html" }, redirect: "manual" });
      assert.equal(answer.status, status, `${name} ${language} ${what}`);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${name}-${language}-${what}.html`);
      writeFileSync(file, await answer.text());
      files.push(file);
    }
  }
  return files;
}
