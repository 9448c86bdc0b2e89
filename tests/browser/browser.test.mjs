// Looks at built pages in Chromium, as visitors with eyes, keys, small phones and no script do. To be run by
// `node --test tests/browser/browser.test.mjs`, after the program and the edge function are built; `tests/run` does.
//
// One process for all of it: the site is built once, and Chromium and both hosts start once.

import { after } from "node:test";

import { stop } from "./chromium.mjs";
import { end } from "./world.mjs";

import "./faults.suite.mjs";
import "./looking.suite.mjs";
import "./markup.suite.mjs";
import "./keyboard.suite.mjs";
import "./form.suite.mjs";
import "./print.suite.mjs";
import "./weight.suite.mjs";
import "./pictures.suite.mjs";

after(async () => {
  await stop();
  await end();
});
