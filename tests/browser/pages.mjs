// The pages of a built site, and which of them stand for others.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { site, slugs, themeOf } from "./world.mjs";

// What a page is, by its place below a project and below the operator.
const OF_PROJECT = [
  [/^$/, "chooser"],
  [/^(..)\/$/, "landing"],
  [/^(..)\/articles\/[^/]+\/$/, "article"],
  [/^(..)\/units\/[^/]+\/$/, "unit"],
  [/^(..)\/([^/]+)\/(?:.+\/)?$/, null],
];

let listed;
// Every page: where it lies, what kind it is, whose, in which language.
export const pages = () => (listed ??= list());

function list() {
  const files = readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html") && !file.startsWith("_"));
  return files.sort().map((file) => {
    const path = file === "404.html" ? "/there-is-no-such-page/" : `/${file.replace(/index\.html$/, "")}`;
    const html = readFileSync(join(site, file), "utf8");
    const page = { file, path, html, language: html.match(/<html lang="([^"]+)"/)?.[1], status: file === "404.html" ? 404 : 200 };
    return { ...page, ...placed(path, page) };
  });
}

function placed(path, { status }) {
  const slug = path.split("/")[1];
  if (status === 404) return { kind: "missing" };
  if (!slugs().includes(slug)) {
    const rest = path.replace(/^\/(..\/)?/, "");
    return { kind: rest === "" ? "list" : `operator ${rest.split("/")[0]}` };
  }
  const rest = path.slice(slug.length + 2);
  for (const [pattern, kind] of OF_PROJECT) {
    const found = rest.match(pattern);
    if (found) return { slug, kind: kind ?? found[2] };
  }
  throw new Error(`what kind of page is ${path}?`);
}

// One page of each kind in each language, of the samples.
export function oneOfEachKindAndLanguage(all) {
  return longest(all.filter(isUsual), (page) => `${page.kind} ${page.language}`);
}

// One page of each kind.
export function oneOfEachKind(all) {
  return longest(all.filter(isUsual), (page) => page.kind);
}

// The page of this kind, of the richest sample that wears this theme; in Dutch if it speaks that.
export function shown(theme, kind) {
  const wears = ({ slug }) => slug && !slug.startsWith("odd-") && themeOf(slug) === theme;
  const all = pages().filter((page) => page.kind === kind && wears(page));
  const dutch = all.filter(({ language }) => language === "nl");
  return longest(dutch.length > 0 ? dutch : all, () => theme)[0];
}

// One page of each kind of each project, but for pages that look the same whatever the project.
export function oneOfEachProjectAndKind(all) {
  const alike = ["chooser", "privacy", "checking", "thanks", "article"];
  return longest(all.filter(({ slug, kind }) => slug && !alike.includes(kind)), (page) => `${page.slug} ${page.kind}`);
}

function isUsual({ slug }) {
  return !slug || !/^(odd|sample)-/.test(slug);
}

// Of all pages with the same key the longest, which has most on it.
export function longest(all, key) {
  const found = new Map();
  for (const page of all) {
    const known = found.get(key(page));
    if (!known || known.html.length < page.html.length) found.set(key(page), page);
  }
  return [...found.values()];
}
