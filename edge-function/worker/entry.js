// The entry of the Worker, around the compiled modules: one for visitors, one for the office, one for people and their
// rights. It loads the one that an event is for, and goes on after its end, which a module cannot do itself. A panic ends an instance with all that it
// was working on, and nobody would ever hear of those requests again. Here they are answered, and the next request
// finds a new instance.

import vault from "./vault.js";

// Stands for what an instance can no longer say.
const END = Symbol("end");

// One of the modules, loaded when it is first needed.
class Part {
  // For each event that the instance is working on: what ends the wait for it.
  waits = new Set();
  hasEnded = false;
  loaded;

  constructor(name, load) {
    this.name = name;
    this.load = load;
  }

  // The module calls this first. In which functions it ended is told by their numbers, which the build keeps with their
  // names in a file; what the error says is not, since it may quote what somebody wrote.
  failed = (error) => {
    const functions = [...String(error?.stack).matchAll(/wasm-function\[(\d+)\]/g)].map(([, number]) => number);
    console.error(`${this.name}: the instance ended in the functions ${functions.join(", ")}`);
  };

  // The module calls this with its last breath.
  ended = () => {
    this.hasEnded = true;
    for (const end of this.waits) end();
    this.waits.clear();
  };

  // Gives an event to the instance, or to a new one if it has ended. One that ended without a word refuses the event.
  begun(module, begin) {
    try {
      if (!this.hasEnded) return begin(module);
    } catch (error) {
      console.error(error);
      this.ended();
    }
    module.__wbg_reset_state();
    this.hasEnded = false;
    return begin(module);
  }

  // What `begin` promises, or what `lost` gives if the instance ends before that. One event notices the end for all;
  // but each makes its own answer, since the platform lets none use what another one made.
  async survived(begin, lost) {
    // One that could not be loaded is loaded anew by whoever comes next.
    const module = await (this.loaded ??= this.load().catch((error) => {
      this.loaded = undefined;
      throw error;
    }));
    const said = await new Promise((resolve, reject) => {
      const work = this.begun(module, begin);
      const end = () => resolve(END);
      this.waits.add(end);
      work.then(resolve, reject).finally(() => this.waits.delete(end));
    });
    return said === END ? lost() : said;
  }
}

const visitors = new Part("visitors", () => import("./visitors.js"));
const office = new Part("office", () => import("./office.js"));
const people = new Part("people", () => import("./people.js"));

// Where the modules find what they call. What another wants carried now, the next sweep carries if this is cut off.
const deliver = (lead, env) => visitors.survived((module) => module.deliver(lead, env), () => {});
globalThis.gevel = { visitors, office, people, deliver, vault };

// The paths of the office and of people, as `leads` has them; everything else is for visitors.
const OFFICE = ["/operator/"];
const PEOPLE = ["/rights", "/confirm/", "/package/", "/unsubscribe/"];
const partFor = (url) => {
  const { pathname } = new URL(url);
  const isBelow = (paths) => paths.some((path) => pathname.startsWith(path));
  if (isBelow(OFFICE)) return office;
  return isBelow(PEOPLE) ? people : visitors;
};

// Whether something was kept before the end is not known here; sending the same form again is safe in both cases.
const words = [
  "Er ging bij ons iets mis. Ga terug en probeer het nog eens.",
  "Un problème est survenu chez nous. Revenez en arrière et réessayez.",
  "Bei uns ist etwas schiefgegangen. Gehen Sie zurück und versuchen Sie es noch einmal.",
  "Something went wrong on our side. Go back and try again.",
];

// The headers of every answer of ours.
const headers = {
  "content-type": "text/plain; charset=utf-8",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "strict-transport-security": "max-age=63072000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-robots-tag": "noindex",
  "retry-after": "1",
};

export default {
  fetch(request, env, context) {
    return partFor(request.url).survived(
      (module) => module.fetch(request, env, context),
      () => new Response(words.map((line) => `${line}\n`).join(""), { status: 503, headers }),
    );
  },

  // One after the other; and the end of one does not keep the other from its work.
  async scheduled(event, env) {
    const ended = [];
    for (const part of [visitors, office, people]) {
      await part.survived((module) => module.scheduled(event, env), () => ended.push(part.name));
    }
    if (ended.length > 0) throw new Error(`ended in the middle of this: ${ended}; what is left is done a minute later`);
  },
};
