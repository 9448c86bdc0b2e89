// Runs the built edge function in workerd, with its real configuration, for whoever started this: a test.
//
//   node host.mjs SITE STATE SETTINGS [ENTRY]
//
// SITE is the folder of the built site; STATE a folder for the database and all else that outlives a run; SETTINGS a
// JSON file of secrets and variables by name, or {"r2_bucket": name} for a bucket; ENTRY another module to start with, inside of which `./index.js` is ours.
// Once requests are answered, one line of JSON tells where: {"url"}. From then on each line of JSON on standard input
// is answered by one on standard output:
//
//   {"sweep": ms}   runs the scheduled handler, planned for this Unix time in milliseconds: {"outcome"}
//   {"sql": text}   runs one statement: {"rows"}
//   {"logs": true}  what was logged since the last time this was asked: {"logs": [{"level", "message"}]}
//   {"mails": true} all mails handed over in this run, oldest first, as they would travel: {"mails": [text]}
//   {"stop": true}  ends
//
// A command that fails is answered by {"error"}. It also ends when standard input does, so it cannot outlive a test
// that was killed.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const [site, state, settings, entry] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const worker = join(root, "edge-function/worker");
const built = join(root, "dist/edge");

// Nothing may leave this machine, and nothing may be asked of whoever watches.
process.env.WRANGLER_SEND_METRICS = "false";
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
process.env.CI = "1";
// Whatever wrangler writes for this run alone, the mails among it, is gone with it, or else with the state.
mkdirSync(state, { recursive: true });
const scratch = mkdtempSync(join(state, "run-"));
process.env.TMPDIR = scratch;

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
// Standard output is for our lines only.
console.log = console.info = console.warn = console.error;

const wrangler = await import(join(worker, "node_modules/wrangler/wrangler-dist/cli.js"));
const { unstable_startWorker: startWorker, unstable_splitSqlQuery: statements } = wrangler.default ?? wrangler;

const start = entry && besideOurs(entry);
const logs = [];
const bindings = Object.entries(JSON.parse(readFileSync(settings, "utf8")));
const running = await startWorker({
  config: join(worker, "wrangler.jsonc"),
  entrypoint: start,
  assets: site,
  // The function is built by whoever starts this: once, not for every run.
  build: { custom: { command: "" }, ...(start && around(start)) },
  bindings: Object.fromEntries(
    bindings.map(([name, value]) => [
      name,
      value.r2_bucket ? { type: "r2_bucket", bucket_name: value.r2_bucket } : { type: "secret_text", value },
    ]),
  ),
  dev: {
    server: { hostname: "127.0.0.1", port: 0 },
    persist: state,
    watch: false,
    inspector: false,
    logLevel: "none",
    inferOriginFromRoutes: false,
    structuredLogsHandler: ({ level, message }) => logs.push({ level, message }),
  },
});
await running.ready;
const platform = await runtime();
const database = await platform.getD1Database("DB");
const events = await platform.getWorker(running.config.name);
await migrate();

const commands = {
  sweep: async (at) => ({ outcome: (await events.scheduled({ scheduledTime: new Date(at), cron: "* * * * *" })).outcome }),
  sql: async (text) => ({ rows: (await database.prepare(text).all()).results }),
  logs: async () => ({ logs: logs.splice(0) }),
  mails: async () => ({ mails: mails() }),
  stop: async () => stop(),
};

async function stop() {
  await running.dispose().catch(() => {});
  rmSync(scratch, { recursive: true, force: true });
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
const lines = createInterface({ input: process.stdin });
lines.on("close", stop);
lines.on("line", async (line) => {
  try {
    const [[name, value]] = Object.entries(JSON.parse(line));
    say(await commands[name](value));
  } catch (error) {
    say({ error: String(error?.message ?? error) });
  }
});
say({ url: String(await running.url).replace(/\/$/, "") });

// On a busy machine the worker calls itself ready a moment before its runtime is there.
async function runtime() {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const { mf } = running.raw.runtimes[0];
    if (mf) return mf;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the runtime did not start within a minute");
}

// Applies the migrations that this state lacks and notes them where wrangler does, each in one transaction with its
// note.
async function migrate() {
  await database.exec(
    "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
  );
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
  const folder = join(root, "edge-function/leads/migrations");
  for (const name of readdirSync(folder).sort()) {
    if (results.some((applied) => applied.name === name)) continue;
    const steps = statements(readFileSync(join(folder, name), "utf8")).map((step) => database.prepare(step));
    await database.batch([...steps, database.prepare("INSERT INTO d1_migrations (name) VALUES (?1)").bind(name)]);
  }
}

// A copy of the built function beside another module, which is the one to start with.
function besideOurs(path) {
  const folder = join(scratch, "entry");
  mkdirSync(folder);
  cpSync(built, folder, { recursive: true });
  cpSync(path, join(folder, "start.mjs"));
  return join(folder, "start.mjs");
}

function around(start) {
  const kinds = { ESModule: "**/*.js", CompiledWasm: "**/*.wasm" };
  return { moduleRoot: dirname(start), moduleRules: Object.entries(kinds).map(([type, glob]) => ({ type, globs: [glob] })) };
}

function mails() {
  if (!existsSync(scratch)) return [];
  return readdirSync(scratch, { recursive: true })
    .filter((file) => file.endsWith(".eml"))
    .map((file) => join(scratch, file))
    .sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs)
    .map((file) => readFileSync(file, "utf8"));
}
