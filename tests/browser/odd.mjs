// Odd projects: what is allowed and yet unlike the samples. Each is a sample with a few edits, and looks for trouble at
// one place of a page.

import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Writes the odd projects beside the samples in a folder of content: all of them in the usual theme, one in each other
// theme, which also gets a sample if none uses it.
export function addOddProjects(content, samples, themes, usual) {
  manyUnits(content, "odd-many-units");
  noUnits(content, "odd-no-units");
  priceRange(content, "odd-price-range");
  noFacade(content, "odd-no-facade");
  longName(content, "odd-long-name");
  onePhoto(content, "odd-one-photo");
  const inUse = samples.map((slug) => new Project(join(content, slug)).theme());
  for (const theme of themes.filter((name) => name !== usual)) {
    onePhoto(content, `odd-${theme}`).wear(theme);
    if (!inUse.includes(theme)) copied(content, "residentie-leiehof", `sample-${theme}`, "nl").wear(theme);
  }
}

// Puts projects into a theme, whatever they wear.
export function dress(content, slugs, theme) {
  for (const slug of slugs) new Project(join(content, slug)).wear(theme);
}

// Sixty apartments in three buildings: long tables, three drawings in one street.
function manyUnits(content, slug) {
  const project = copied(content, "residentie-leiehof", slug, "nl");
  const rows = ["A", "B", "C"].flatMap((building) =>
    [0, 1, 2, 3].flatMap((floor) =>
      [0, 1, 2, 3, 4].map((column) => {
        const bedrooms = 1 + ((floor + column) % 3);
        const price = 215_000 + 61_000 * bedrooms + 9_500 * floor;
        const status = ["available", "available", "sold", "option", "available", "reserved"][(2 * floor + 5 * column) % 6];
        return [`${building}${floor}.${column + 1}`, building, "apartment", bedrooms, 38 + 24.5 * bedrooms, 9.1, floor, column, price, status];
      }),
    ),
  );
  const head = "id,building,type,bedrooms,area_m2,terrace_m2,floor,column,price,status";
  project.write("units.csv", [head, ...rows.map((row) => row.join(","))].join("\n"));
  project.fact("photos", (block) => `${block}buildings: [A, B, C]\n`);
  project.fact("plans", "");
  project.words("plans", "");
  project.words("location", (block) => `${block}buildings: {A: Kaaigebouw, B: Tuingebouw, C: Straatgebouw}\n`);
}

// Announced, with nothing to sell yet: no table, no drawing, no price.
function noUnits(content, slug) {
  announced(content, slug, "en", "{display: hidden, basis: excl_vat}");
}

// Announced, and the range of its prices is known already.
function priceRange(content, slug) {
  announced(content, slug, "fr", "{display: range, basis: excl_vat, lowest: 245000, highest: 1249000}");
}

function announced(content, slug, language, prices) {
  const project = copied(content, "residentie-leiehof", slug, language);
  rmSync(project.path("units.csv"));
  project.fact("phase", "phase: announced\n");
  project.fact("plans", "");
  project.words("plans", "");
  project.fact("prices", `prices: ${prices}\n`);
  project.fact("form", "form:\n  ask: [bedrooms_min, purchase_period]\n  preferences: [email, phone]\n");
}

// A few units without a place on a facade, of which only the range of prices is shown.
function noFacade(content, slug) {
  const project = copied(content, "residentie-leiehof", slug, "fr");
  project.fact("name", "name: Résidence Le Quai\n");
  project.write(
    "units.csv",
    "id,type,bedrooms,area_m2,price,status\n1,studio,1,38.5,189000,available\n2,duplex,3,142.25,1249000,available\n3,penthouse,2,101,879500,reserved",
  );
  project.fact("plans", "");
  project.words("plans", "");
  project.fact("prices", "prices: {display: range, basis: incl_vat}\n");
}

// A name of sixty characters whose first word is half of it, in the language that writes such words.
function longName(content, slug) {
  const name = "Wohnungsbaugenossenschaftsquartier Veerhuisstraat an der Lys";
  if (name.length !== 60) throw new Error(`${name.length} characters`);
  const project = copied(content, "residentie-leiehof", slug, "de");
  project.fact("name", `name: ${name}\n`);
  // Few units: each has pages of its own.
  project.write("units.csv", project.read("units.csv").split("\n").filter((row) => /^(id|[13]\.[34]|1\.1),/.test(row)).join("\n"));
}

// One photograph, no plans, one thing of each kind at most.
function onePhoto(content, slug) {
  const project = copied(content, "terrasses-du-lac", slug, "fr");
  const only = (block) => block.split(/^(?=  \S)/m).slice(0, 2).join("");
  project.fact("photos", only);
  project.words("photos", only);
  project.fact("plans", "");
  project.words("plans", "");
  project.fact("makers", only);
  project.write("units.csv", project.read("units.csv").replace(/\b\d\d-[a-z-]+\.svg/g, ""));
  return project;
}

// A copy of a sample, in one of its languages.
function copied(content, sample, slug, language) {
  cpSync(join(content, sample), join(content, slug), { recursive: true });
  const project = new Project(join(content, slug), language);
  project.fact("languages", `languages: [${language}]\n`);
  for (const folder of ["articles", "text"]) {
    for (const file of readdirSync(project.path(folder))) {
      if (!file.endsWith(`${language}.md`) && file !== `${language}.yaml`) rmSync(project.path(join(folder, file)));
    }
  }
  return project;
}

class Project {
  constructor(folder, language) {
    this.folder = folder;
    this.language = language;
  }

  path(file) {
    return join(this.folder, file);
  }

  read(file) {
    return readFileSync(this.path(file), "utf8");
  }

  write(file, text) {
    writeFileSync(this.path(file), text);
  }

  // Changes one block of the facts: a key at the left edge with all that is indented below it.
  fact(key, change) {
    this.change("project.yaml", key, change);
  }

  // The same in the words.
  words(key, change) {
    this.change(`text/${this.language}.yaml`, key, change);
  }

  change(file, key, change) {
    const text = this.read(file);
    const blocks = text.split(/^(?=[a-z_]+:)/m);
    const at = blocks.findIndex((block) => block.startsWith(`${key}:`));
    if (at < 0) throw new Error(`${file} of ${this.folder} has no \`${key}\``);
    blocks[at] = typeof change === "string" ? change : change(blocks[at]);
    this.write(file, blocks.join(""));
  }

  // The theme that its facts name, if they do.
  theme() {
    return this.read("project.yaml").match(/^theme: *(\S+)/m)?.[1];
  }

  wear(theme) {
    if (this.theme()) this.fact("theme", "");
    this.fact("accent", (block) => `${block}theme: ${theme}\n`);
  }
}
