// Measures what one enquiry costs at the edge: CPU of the runtime, taken from the system's own count, while forms are
// sent one after the other to the built function in workerd, with a partner that takes them. See `benches/submission`.
//
//   node submission.mjs SITE NUMBER

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const [site, number] = [process.argv[2], Number(process.argv[3])];
const slug = "residentie-leiehof";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "gevel-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

let taken = 0;
const partner = createServer((request, response) => {
  request.resume().on("end", () => {
    taken += 1;
    response.writeHead(204).end();
  });
});
await new Promise((ready) => partner.listen(0, "127.0.0.1", ready));

const contract = JSON.parse(readFileSync(join(site, "_gevel", `${slug}.json`), "utf8")).terms;
const key = Buffer.alloc(32, 1).toString("base64");
writeFileSync(
  join(folder, "settings.json"),
  JSON.stringify({
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
                url: `http://127.0.0.1:${partner.address().port}/`,
                secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
              },
            },
          ],
        },
      ],
    }),
    MAIL_FROM: "Gevel <leads@huisvinder.example>",
    ALLOW_LOOPBACK: "development",
  }),
);
const host = spawn(
  process.execPath,
  [join(root, "tests/edge/host.mjs"), site, join(folder, "state"), join(folder, "settings.json")],
  { stdio: ["pipe", "pipe", "ignore"] },
);
const lines = createInterface({ input: host.stdout })[Symbol.asyncIterator]();
const { url } = JSON.parse((await lines.next()).value);

// CPU milliseconds that the processes of the runtime have used so far.
const TICKS_A_SECOND = 100;
function cpu() {
  const of = (pid) => readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /, "").split(" ");
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const family = new Set([host.pid]);
  let found = 0;
  for (let grown = true; grown; ) {
    grown = false;
    for (const pid of all) {
      if (family.has(Number(pid))) continue;
      try {
        if (!family.has(Number(of(pid)[1]))) continue;
      } catch {
        continue;
      }
      family.add(Number(pid));
      grown = true;
    }
  }
  for (const pid of family) {
    if (!readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("workerd")) continue;
    const stat = of(pid);
    found += ((Number(stat[11]) + Number(stat[12])) * 1000) / TICKS_A_SECOND;
  }
  return found;
}

let sender = 0;
async function post(path, values) {
  sender += 1;
  const response = await fetch(url + path, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      // Each from an address of its own: more than an office sends would be kept for somebody to look at.
      "cf-connecting-ip": `198.51.${sender >> 8}.${sender & 255}`,
    },
    body: new URLSearchParams(values),
  });
  await response.arrayBuffer();
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

// One kind of request, after some to warm up: milliseconds of CPU each, and how long each took.
async function measure(name, wanted, send) {
  for (let warm = 0; warm < 20; warm += 1) await send(`w${warm}`);
  const [before, begin] = [cpu(), performance.now()];
  for (let count = 0; count < number; count += 1) {
    const status = await send(`${name[0]}${count}`);
    if (!wanted.includes(status)) throw new Error(`${name}: ${status}`);
  }
  const each = (total) => (total / number).toFixed(2);
  console.log(`${name}: ${each(cpu() - before)} ms of CPU, ${each(performance.now() - begin)} ms each`);
}

await measure("floor: a path of ours without anything", [404], () => post("/partner/nothing", {}));
await measure("a form with a mistake, answered with its page", [422], (person) =>
  post(`/lead/${slug}`, { ...form(person), email: "nobody" }),
);
await measure("an enquiry, stored and delivered", [202], (person) => post(`/lead/${slug}`, form(person)));
console.log(`${taken} reached the partner`);
host.stdin.end();
partner.close();
