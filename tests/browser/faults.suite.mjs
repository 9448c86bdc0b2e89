// Whoever looks must be able to see: a page with one fault of each sort is told apart from a good one by each look.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, suite, test } from "node:test";

import { open } from "./chromium.mjs";
import { cut, focused, moving, plain, shifted, space, stored } from "./look.mjs";
import { examine } from "./survey.mjs";

const page = (body, style = "") => `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
<style>*{box-sizing:border-box}body{margin:16px;background:#fff;color:#000}${style}</style></head><body><main><h1>A page</h1>${body}</main></body></html>`;

const PAGES = {
  "/good": page(`<p>Some words and <a href="/good">a link</a>.</p>`, "a:focus{outline:3px solid}"),
  "/faint": page(`<p style="color:#aaa">Words in light grey.</p>`),
  "/faint-by-night": page("<p>Words.</p>", "@media (prefers-color-scheme:dark){body{background:#222}}"),
  "/wide": page(`<p style="width:400px">${"Words that go on and on, past the edge of the phone. ".repeat(3)}</p>`),
  "/clipped": page(`<p style="height:1em;overflow:hidden">${"Words in more lines than there is room for. ".repeat(5)}</p>`),
  "/tight": page(`<p style="height:1.2em;overflow:hidden;line-height:1.2">One line that fits, just so, and no</p>`),
  "/plain": page(`<p>Words and <a href="/good">a link</a>.</p>`, "a{color:inherit;text-decoration:none}"),
  "/faded": page(`<p>Words and <a href="/good">a link</a>.</p>`, "a{color:inherit;text-decoration-color:#0000}"),
  "/moving": page(`<p style="transition:transform 1s">Words.</p>`),
  "/keeping": page(`<script>localStorage.setItem("who", "you"); document.cookie = "who=you"</script>`),
  "/asking": page(`<img src="http://elsewhere.example/a.png" alt=""><img src="/missing.png" alt=""><script>console.log("hello")</script>`),
  "/no-ring": page(`<p><a href="/good">a link</a></p>`, "a:focus{outline:0}"),
  "/covered": page(`<a href="/good" style="display:block;margin-top:10px;outline:3px solid">a link</a>`, "h1{position:fixed;inset:0;background:#eee}"),
  "/jumping": page(`<p>Words.</p><script>
    const jump = () => document.querySelector("h1").style.marginTop = "200px";
    onload = () => requestAnimationFrame(() => requestAnimationFrame(jump));</script>`),
};

suite("what is planted is found", () => {
  let server;
  let window;
  before(async () => {
    server = createServer(({ url }, answer) => {
      answer.writeHead(PAGES[url] ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
      answer.end(PAGES[url]);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    window = await open(`http://127.0.0.1:${server.address().port}`, { viewport: { width: 320, height: 640 } });
  });
  after(async () => {
    await window.close();
    server.close();
  });

  const finds = (path, what, look) =>
    test(what, async () => {
      await window.go("/good");
      assert.deepEqual(await look(window.page), [], "nothing on a good page");
      await window.go(path);
      const found = await look(window.page);
      assert(found.length > 0, `nothing is found on ${path}`);
    });
  const spaced = async (one) => {
    await one.evaluate(space, true);
    return one.evaluate(cut);
  };
  const stop = async (one) => {
    await one.keyboard.press("Tab");
    return (await one.evaluate(focused)).faults;
  };

  finds("/faint", "words that are hard to read", (one) => examine(one, 320, ["light", "dark"]));
  finds("/faint-by-night", "words that are hard to read by night", (one) => examine(one, 320, ["light", "dark"]));
  finds("/wide", "words that leave the screen", (one) => one.evaluate(cut));
  finds("/clipped", "words that are cut", (one) => one.evaluate(cut));
  finds("/tight", "words that are cut when they are spaced", spaced);
  finds("/plain", "a link that looks like words", (one) => one.evaluate(plain));
  finds("/faded", "a link whose line cannot be seen", (one) => one.evaluate(plain));
  finds("/moving", "what moves", (one) => one.evaluate(moving));
  finds("/no-ring", "focus that is not shown", stop);
  finds("/covered", "focus that is covered", stop);

  test("what is kept", async () => {
    await window.go("/keeping");
    assert.deepEqual(await window.page.evaluate(stored), ["cookie who=you", "localStorage who"]);
    await window.context.clearCookies();
  });

  test("what is asked elsewhere, what is missing, and what is said", async () => {
    window.notes.length = 0;
    await window.go("/asking");
    const told = window.notes.join("\n");
    for (const what of ["asks http://elsewhere.example/a.png", "404 for ", "log: hello"]) assert(told.includes(what), told);
  });

  test("what jumps", async () => {
    await window.go("/good");
    assert.equal(await window.page.evaluate(shifted), 0);
    await window.go("/jumping");
    await window.page.waitForFunction(() => document.querySelector("h1").style.marginTop);
    assert((await window.page.evaluate(shifted)) > 0.01);
  });
});
