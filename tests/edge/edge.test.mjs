// What only the built function in workerd can show: its way in and out of the platform, its end and what comes after.
// What becomes of leads is tested elsewhere, on this host and on others alike. To be run by `node --test`, after
// `edge-function/build`.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../../dist/edge");
const folder = mkdtempSync(join(tmpdir(), "gevel-edge-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const site = join(folder, "site");
mkdirSync(join(site, "_gevel"), { recursive: true });
copyFileSync(join(here, "../../edge-function/leads/tests/agreement/expected/contract.json"), join(site, "_gevel/leie-oever.json"));
mkdirSync(join(site, "hof"));
writeFileSync(join(site, "_gevel/hof.json"), '{"not": "for visitors"}');
writeFileSync(join(site, "hof/index.html"), "<title>Hof</title>");
writeFileSync(join(site, "404.html"), "<title>Not here</title>");
writeFileSync(join(site, "_headers"), "/*\n  X-From: site\n");

const settings = {
  LEAD_KEYS: "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  LOOKUP_KEY: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  PARTNERS: '{"partners": []}',
  OPERATORS: "",
  MAIL_FROM: "Gevel <leads@example.com>",
};

const running = new Set();
// A test that failed leaves its host to us.
afterEach(() => Promise.all([...running].map((host) => host.stop())));

// A running function: what it says, and how to talk to it.
class Host {
  static async start(given, state, ...entry) {
    const file = join(folder, `${state}.json`);
    writeFileSync(file, JSON.stringify(given));
    const child = spawn(process.execPath, [join(here, "host.mjs"), site, join(folder, state), file, ...entry], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const host = new Host();
    running.add(host);
    host.child = child;
    host.ended = once(child, "exit");
    host.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    host.url = (await host.heard()).url;
    return host;
  }

  async heard() {
    const { value, done } = await this.lines.next();
    assert(!done, "the host ended without an answer");
    return JSON.parse(value);
  }

  ask(command) {
    this.child.stdin.write(`${JSON.stringify(command)}\n`);
    return this.heard();
  }

  async stop() {
    running.delete(this);
    this.child.stdin.end();
    await this.ended;
  }
}

// The processes below this one, itself included.
function family(pid) {
  const parents = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const all = [pid];
  for (const one of all) all.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  return all;
}

const lives = (pid) => {
  try {
    // A process that ended and was not yet collected is no longer alive.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

async function until(what, holds) {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    assert(Date.now() < deadline, `waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("the function grows only on purpose, and knows nothing of the machine that built it", () => {
  for (const part of ["visitors", "office", "people"]) {
    const wasm = readFileSync(join(built, `${part}_bg.wasm`));
    assert(wasm.length < 400_000, `${part}: ${wasm.length} bytes`);
    const packed = brotliCompressSync(wasm).length;
    assert(packed < 150_000, `${part}: ${packed} bytes in brotli`);
    for (const place of [homedir(), dirname(dirname(here))]) assert(!wasm.includes(`${place}/`), place);
  }
});

test("it answers at its doors, leaves pages to the site, and hides what the build wrote for it", async () => {
  const host = await Host.start(settings, "doors");
  const get = (path) => fetch(host.url + path, { redirect: "manual" });

  const health = await get("/health");
  assert.equal(health.status, 200);
  assert.equal((await health.json()).status, "ok");
  assert.equal(health.headers.get("x-content-type-options"), "nosniff");
  assert.equal(health.headers.get("x-from"), null);

  for (const path of ["/_gevel/hof.json", "/_gevel/", "/_gevel/nothing"]) {
    assert.equal((await get(path)).status, 404, path);
  }
  for (const path of ["/%5Fgevel/hof.json", "/_gevel%2Fhof.json", "//_gevel/hof.json", "/hof/%2e%2e/_gevel/hof.json"]) {
    const followed = await fetch(host.url + path);
    assert.equal(followed.status, 404, path);
    assert.doesNotMatch(await followed.text(), /visitors/, path);
  }

  const page = await get("/hof/");
  assert.deepEqual([page.status, page.headers.get("x-from")], [200, "site"]);
  assert.equal((await get("/hof")).headers.get("location"), "/hof/");
  assert.equal((await get("/hof/index.html")).headers.get("location"), "/hof/");
  const missing = await get("/nowhere/");
  assert.deepEqual([missing.status, await missing.text()], [404, "<title>Not here</title>"]);
  await host.stop();
});

test("the platform's letters are Unicode's: a second try in other letters is the same enquiry", async () => {
  const hash = createHash("sha256").update("a token").digest("hex");
  const host = await Host.start({ ...settings, OPERATORS: `reader:read:${hash}` }, "letters");
  const send = async (name, domain) => {
    const answer = await fetch(`${host.url}/lead/leie-oever`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        given_name: name,
        family_name: "Ősz",
        email: `rene@${domain}`,
        contact_preference: "email",
        language: "nl",
        notice_version: "2026-11-23-1f0c",
      }),
    });
    assert.equal(answer.status, 202);
    return (await answer.json()).lead;
  };
  const lead = await send("Rene\u0301 \u212B", "BU\u0308CHER.example");
  assert.equal(await send("RENÉ å", "bücher.Example"), lead);

  const headers = { authorization: "Bearer a token" };
  const { content } = await (await fetch(`${host.url}/operator/leads/${lead}`, { headers })).json();
  assert.deepEqual(
    [content.person.given_name, content.person.email],
    ["René \u00C5", "rene@xn--bcher-kva.example"],
  );
  await host.stop();
});

test("settings that cannot be used stop every door, and only the log says why", async () => {
  const host = await Host.start({ ...settings, LOOKUP_KEY: "c2VjcmV0" }, "settings");
  for (const path of ["/health", "/checking/token", "/operator/leads", "/partner/token"]) {
    const answer = await fetch(host.url + path);
    assert.equal(answer.status, 503, path);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.doesNotMatch(await answer.text(), /LOOKUP_KEY/);
  }
  const { logs } = await host.ask({ logs: true });
  assert(logs.some(({ message }) => message.includes("LOOKUP_KEY")));
  assert(logs.every(({ message }) => !message.includes("c2VjcmV0")));
  assert.equal((await fetch(`${host.url}/hof/`)).status, 200);
  await host.stop();
});

test("after the end of an instance the requests under way are answered, and the next one finds all well", async () => {
  const host = await Host.start(settings, "crash", join(here, "crash.mjs"));
  const health = () => fetch(`${host.url}/health`);
  assert.equal((await health()).status, 200);
  const ways = ["/health?thrown", "/health?panic", "/operator/leads?thrown", "/operator/leads?panic", "/health?thrown"];
  for (const way of ways) {
    const isOffice = way.startsWith("/operator/");
    // Requests whose bodies have begun and not ended.
    const open = Array.from({ length: 5 }, () => {
      const sent = request(`${host.url}${isOffice ? "/operator/leads" : "/lead/hof"}`, { method: "POST", headers: { "content-type": "application/json" } });
      sent.on("error", () => {});
      sent.write("{");
      return { sent, answer: once(sent, "response") };
    });
    // Bodies are read by the function before it answers anybody who came later over the same way.
    for (let patience = 0; patience < 5; patience += 1) {
      assert.equal((await health()).status, 200);
      assert.equal((await fetch(`${host.url}/operator/leads`)).status, 401);
    }

    const end = await fetch(host.url + way);
    assert.match(await end.text(), /Something went wrong/, way);
    // The other part goes on as if nothing had happened.
    assert.equal(isOffice ? (await health()).status : (await fetch(`${host.url}/operator/leads`)).status, isOffice ? 200 : 401);

    assert.equal((await health()).status, 200);
    for (const { sent, answer } of open) {
      const [{ statusCode, headers }] = await answer;
      assert.deepEqual([statusCode, headers["retry-after"], headers["x-frame-options"]], [503, "1", "DENY"]);
      sent.destroy();
    }
  }
  const { logs } = await host.ask({ logs: true });
  const ends = (part) => new RegExp(`^${part}: the instance ended in the functions \\d+(, \\d+)*$`);
  const count = (part) => logs.filter(({ message }) => ends(part).test(message)).length;
  assert.deepEqual([count("visitors"), count("office")], [3, 2]);
  assert(logs.every(({ message }) => !message.includes("without a method")));
  await host.stop();
});

test("what was written survives the sudden end of the platform", async () => {
  const first = await Host.start(settings, "killed");
  await first.ask({ sql: "INSERT INTO paused (destination, since, reason) VALUES ('hof/crm', 1, 'gone')" });
  for (const pid of family(first.child.pid).reverse()) process.kill(pid, "SIGKILL");
  await first.ended;
  running.delete(first);

  const second = await Host.start(settings, "killed");
  const { rows } = await second.ask({ sql: "SELECT destination FROM paused" });
  assert.deepEqual(rows, [{ destination: "hof/crm" }]);
  assert.equal((await (await fetch(`${second.url}/health`)).json()).paused, 1);
  assert.deepEqual(await second.ask({ sweep: Date.now() + 3_600_000 }), { outcome: "ok" });
  await second.stop();
});

test("nothing is left behind by a host whose parent is gone", async () => {
  const host = await Host.start(settings, "left");
  const all = family(host.child.pid);
  assert(all.length > 1);
  host.child.stdin.destroy();
  await until("all processes end", () => !all.some(lives));
  running.delete(host);
});
