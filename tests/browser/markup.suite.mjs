// What other programs read: the HTML of every page, as built and as the edge answers.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { nothing } from "./chromium.mjs";
import { oneOfEachKindAndLanguage, pages } from "./pages.mjs";
import { build, edge, preview, site } from "./world.mjs";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

test("the Nu checker has nothing to say about any page, nor about any answer to a form", async () => {
  await build();
  const folder = mkdtempSync(join(tmpdir(), "gevel-answers-"));
  const answers = await Promise.all([answersOf(await preview(), folder), answersOf(await edge(), folder)]);
  assert.equal(answers.flat().length, 16, "two answers in four languages on two machines");
  // Quiet: neither success nor what is merely worth knowing is told.
  const words = ["-Xss2m", "-jar", jar, "--stdout", "--format", "json", "--skip-non-html", site, ...answers.flat()];
  const { stdout } = await promisify(execFile)("java", words, { maxBuffer: 1 << 28 }).catch((error) => {
    // It ends with 1 when it has found something.
    if (error.code === 1) return error;
    throw new Error(`the checker does not run; a Java runtime is needed (Debian: default-jre-headless): ${error.message}`);
  });
  const { messages } = JSON.parse(stdout);
  rmSync(folder, { recursive: true });
  nothing(
    messages.map(({ url, lastLine, message, extract }) => `${url.split(/\/site\/|\/gevel-answers-[^/]*\//).pop()}:${lastLine}: ${message} ${extract?.trim().slice(0, 80) ?? ""}`),
    "faults of HTML",
  );
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
    for (const [what, fields] of Object.entries({ empty: {}, wrong: everything })) {
      const body = new URLSearchParams({ language, ...fields });
      const answer = await fetch(`${url}/lead/${slug}`, { method: "POST", body, headers: { accept: "text/html" }, redirect: "manual" });
      assert.equal(answer.status, 422, `${name} ${language} ${what}`);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${name}-${language}-${what}.html`);
      writeFileSync(file, await answer.text());
      files.push(file);
    }
  }
  return files;
}
