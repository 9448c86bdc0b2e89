// Claims that hold for every page, and need nothing but looking at it.

import { test } from "node:test";

import { nothing } from "./chromium.mjs";
import { survey } from "./survey.mjs";

const claims = {
  access: ["nobody is kept out: axe finds nothing, in narrow and wide windows, by day and by night", "barriers"],
  quiet: ["a page asks nobody else, keeps nothing, breaks no policy, misses no file and says nothing to the console", "noise"],
  room: ["nothing is cut and nothing scrolls sideways, also on the narrowest phone with the text spaced", "words cut"],
  links: ["a link in the content looks like one", "links that look like words"],
  rest: ["nothing moves for those who asked for rest", "movements"],
};

for (const [claim, [name, what]] of Object.entries(claims)) {
  test(name, async () => {
    const found = await survey();
    nothing(found.filter((finding) => finding.claim === claim).map(({ text }) => text), what);
  });
}
