// What is looked at: the sample projects and the odd ones, built by the real program, and the machines that serve them.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { addOddProjects, dress } from "./odd.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
// The theme of projects that name none.
export const usual = "gevel";
// The day after the samples were last updated: what is stale, and what a picture shows, must not depend on the clock.
const environment = { ...process.env, GEVEL_TODAY: "2026-11-23", NO_COLOR: "1" };

const folder = mkdtempSync(join(tmpdir(), "gevel-browser-"));
const children = new Set();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
process.on("exit", () => {
  // A group of its own each: a runtime is the child of a child.
  for (const child of children) kill(child);
  rmSync(folder, { recursive: true, force: true });
});

// A place for what one test needs and nobody afterwards.
export const scratch = (name) => join(folder, name);

export const content = join(folder, "projects");
export const site = join(folder, "dist/site");

let built;
// Builds once, however many ask.
export const build = () => (built ??= buildAll());

async function buildAll() {
  cpSync(join(root, "projects"), content, { recursive: true });
  addOddProjects(content, slugs(), themes(), usual);
  return made(content, site);
}

// The same projects with all of them in one theme, whatever theirs is.
export async function buildIn(theme) {
  await build();
  const [dressed, into] = [scratch(`projects-in-${theme}`), scratch(`dist-in-${theme}/site`)];
  cpSync(content, dressed, { recursive: true });
  dress(dressed, slugs(), theme);
  return made(dressed, into);
}

function made(content, site) {
  const words = ["build", "--content", content, "--themes", join(root, "themes"), "--out", dirname(site), "--cache", cache(), "--format", "json"];
  execFileSync(program(), words, { cwd: folder, env: environment, stdio: ["ignore", "ignore", "inherit"] });
  return site;
}

export const themes = () => readdirSync(join(root, "themes")).sort();

// The projects of the content.
export function slugs() {
  return readdirSync(content).filter((slug) => existsSync(join(content, slug, "project.yaml"))).sort();
}

// The theme that a project wears.
export const themeOf = (slug) => readFileSync(join(content, slug, "project.yaml"), "utf8").match(/^theme: *(\S+)/m)?.[1] ?? usual;

let previewed;
// The preview, in the words of its operator: where it is, and how many leads it has taken.
export const preview = () => (previewed ??= startPreview());

async function startPreview() {
  await build();
  const data = join(folder, "data");
  mkdirSync(data);
  // Pictures that the build has made are not made again.
  symlinkSync(cache(), join(data, "cache"));
  const words = ["serve", "--content", content, "--themes", join(root, "themes"), "--port", "0", "--no-reload", "--data", data];
  const child = started(program(), words, { cwd: folder, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const heard = [];
  let url;
  for await (const line of createInterface({ input: child.stderr })) {
    heard.push(line);
    url ??= line.match(/http:\/\/[\d.:]+/)?.[0];
    if (line.includes("Ctrl-C stops")) break;
  }
  if (!url) throw new Error(`the preview does not start:\n${heard.join("\n")}`);
  child.stderr.resume();
  const leads = async () => {
    const token = readFileSync(join(data, "operator-token"), "utf8").trim();
    const answer = await fetch(`${url}/operator/status`, { headers: { authorization: `Bearer ${token}` } });
    return (await answer.json()).counts;
  };
  return { name: "preview", url, leads: async () => { const { accepted } = await leads(); return accepted; } };
}

let edged;
// The function at the edge in its real runtime, over the same site.
export const edge = () => (edged ??= startEdge());

async function startEdge() {
  await build();
  const entry = join(root, "dist/edge/index.js");
  if (!existsSync(entry)) throw new Error(`${entry} is not there: run edge-function/build first (tests/run does)`);
  const settings = join(folder, "settings.json");
  const destinations = [{ email: { name: "mail", address: "leads@partner.example" } }];
  const partners = readdirSync(join(content, "partners"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => ({ id: file.replace(".yaml", ""), language: "nl", destinations }));
  writeFileSync(
    settings,
    JSON.stringify({
      LEAD_KEYS: "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
      LOOKUP_KEY: "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
      PARTNERS: JSON.stringify({ partners }),
      OPERATORS: "",
      MAIL_FROM: "Huisvinder <leads@huisvinder.example>",
    }),
  );
  // There is no HTTPS here: what demands it is left out, as in the preview. Chromium excepts loopback, but not where a
  // request is led on to.
  const served = scratch("served");
  cpSync(site, served, { recursive: true });
  const headers = join(served, "_headers");
  writeFileSync(headers, readFileSync(headers, "utf8").replace("; upgrade-insecure-requests", ""));
  const words = [join(root, "tests/edge/host.mjs"), served, join(folder, "state"), settings];
  const child = started(process.execPath, words, { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the edge ended");
    return JSON.parse(value);
  };
  const { url } = await heard();
  const leads = async () => {
    child.stdin.write(`${JSON.stringify({ sql: "SELECT COUNT(*) AS number FROM lead" })}\n`);
    return (await heard()).rows[0].number;
  };
  return { name: "workerd", url, leads };
}

// Ends what was started.
export async function end() {
  const ended = [...children].map((child) => once(child, "exit"));
  // The edge ends with its input, and puts away what it had lying about; the preview knows no such sign.
  for (const child of children) child.stdin ? child.stdin.end() : kill(child);
  await Promise.all(ended);
}

function started(command, words, options) {
  const child = spawn(command, words, { ...options, detached: true });
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

function kill(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function program() {
  const path = process.env.GEVEL ?? join(target, "release/gevel");
  if (!existsSync(path)) throw new Error(`${path} is not there: build it first with \`cargo build --release\`, or name another in GEVEL`);
  return path;
}

// Pictures are kept from run to run: they cost more than all the rest.
function cache() {
  const path = join(target, "browser/cache");
  mkdirSync(path, { recursive: true });
  return path;
}
