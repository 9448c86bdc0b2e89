// Measures what one enquiry costs the function at the edge: the built function runs in this process, in the engine of
// the real runtime, with an SQLite in memory for its database and a partner that answers at once. What is counted is
// the CPU of the process, database included, so the function alone uses less. See `benches/submission`.
//
//   node submission.mjs SITE NUMBER

import { readFileSync, readdirSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";

const [site, number] = [process.argv[2], Number(process.argv[3])];
const slug = "residentie-leiehof";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

// What the runtime gives to a module and Node does not: the compiled function as a module, and its mails.
const compiled = (url) =>
  `import { readFileSync } from "node:fs"; export default new WebAssembly.Module(readFileSync(new URL(${JSON.stringify(url)})));`;
registerHooks({
  resolve: (name, context, next) =>
    name.startsWith("cloudflare:") ? { url: `stub:${name}`, shortCircuit: true } : next(name, context),
  load: (url, context, next) => {
    if (url.startsWith("stub:")) return { format: "module", source: "export class EmailMessage {}", shortCircuit: true };
    if (url.endsWith(".wasm")) return { format: "module", source: compiled(url), shortCircuit: true };
    return next(url, context);
  },
});
const begin = performance.now();
const { default: edge } = await import(join(root, "dist/edge/index.js"));
const loaded = performance.now() - begin;

const sqlite = new DatabaseSync(":memory:");
const migrations = join(root, "edge-function/leads/migrations");
for (const name of readdirSync(migrations).sort()) sqlite.exec(readFileSync(join(migrations, name), "utf8"));
const cache = new Map();
let calls = 0;
const prepared = (sql, values = []) => ({
  bind: (...given) => prepared(sql, given),
  run: () => {
    if (!cache.has(sql)) cache.set(sql, sqlite.prepare(sql));
    return cache.get(sql).all(...values);
  },
  all: async function () {
    calls += 1;
    return { results: this.run().map((row) => ({ ...row })) };
  },
});
const database = {
  prepare: (sql) => prepared(sql),
  batch: async (statements) => {
    calls += 1;
    sqlite.exec("BEGIN IMMEDIATE");
    for (const statement of statements) statement.run();
    sqlite.exec("COMMIT");
  },
};

const files = new Map();
const assets = {
  fetch: async (asked) => {
    calls += 1;
    const { pathname } = new URL(asked.url ?? asked);
    if (!files.has(pathname)) files.set(pathname, readFileSync(join(site, pathname)));
    return new Response(files.get(pathname));
  },
};

let taken = 0;
globalThis.fetch = async () => {
  calls += 1;
  taken += 1;
  return new Response(null, { status: 204 });
};
globalThis.console.log = () => {};

const contract = JSON.parse(readFileSync(join(site, "_gevel", `${slug}.json`), "utf8")).terms;
const key = Buffer.alloc(32, 1).toString("base64");
const env = {
  DB: database,
  ASSETS: assets,
  SENDER_LIMIT: { limit: async () => ({ success: true }) },
  PROJECT_LIMIT: { limit: async () => ({ success: true }) },
  LEAD_KEYS: `1:${key}`,
  LOOKUP_KEY: key,
  PARTNERS: JSON.stringify({
    partners: [
      {
        id: contract.partner.id,
        language: "nl",
        destinations: [
          {
            webhook: {
              name: "crm",
              url: "https://crm.leiebouw.example/",
              secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
            },
          },
        ],
      },
    ],
  }),
  MAIL_FROM: "Gevel <leads@huisvinder.example>",
};

// One request and all that follows its answer.
async function post(path, values) {
  const rest = [];
  const request = new Request(`https://www.huisvinder.example${path}`, {
    method: "POST",
    headers: { accept: "application/json", "cf-connecting-ip": "198.51.100.7" },
    body: new URLSearchParams(values),
  });
  const response = await edge.fetch(request, env, { waitUntil: (promise) => rest.push(promise) });
  await Promise.all(rest);
  return response.status;
}

const form = (person) => ({
  given_name: "Zoë",
  family_name: "Vandenbroucke",
  email: `person${person}@example.com`,
  contact_preference: "email",
  message: "Is het gelijkvloers nog vrij?",
  language: "nl",
  notice_version: contract.notice.nl.version,
});

// One kind of request, after some to warm up: CPU in milliseconds, and requests of the function, each.
async function measure(name, wanted, send) {
  for (let warm = 0; warm < 50; warm += 1) await send(`warm${warm}`);
  const before = process.cpuUsage();
  calls = 0;
  for (let count = 0; count < number; count += 1) {
    const status = await send(`${name.length}x${count}`);
    if (status !== wanted) throw new Error(`${name}: ${status}`);
  }
  const { user, system } = process.cpuUsage(before);
  const cpu = ((user + system) / 1000 / number).toFixed(2);
  process.stdout.write(`${name}: ${cpu} ms of CPU, ${(calls / number).toFixed(1)} requests of ours\n`);
}

process.stdout.write(`compiled and ready: ${loaded.toFixed(0)} ms\n`);
await measure("floor: an address that leads nowhere", 404, () => post("/partner/nothing", {}));
await measure("a form with a mistake, with its page read", 422, (person) =>
  post(`/lead/${slug}`, { ...form(person), email: "nobody" }),
);
await measure("an enquiry, stored and delivered", 202, (person) => post(`/lead/${slug}`, form(person)));
process.stdout.write(`${taken} reached the partner\n`);
