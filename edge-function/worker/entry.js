// The entry of the Worker, around the compiled module. It exists for the one thing that the module cannot do itself:
// go on after its own end. A panic ends an instance with all that it was working on, and nobody would ever hear of
// those requests again. Here they are answered, and the next request finds a new instance.

import * as edge from "./edge.js";

// What the module's runtime tells about itself: `criticalError` once an instance panics, `instanceId` when a new one
// takes its place, perhaps after an end without a panic, such as a full memory.
const signs = globalThis.__worker_init_state;

// For each event that the instance is working on: what ends the wait for it.
const waits = new Set();

for (const sign of ["criticalError", "instanceId"]) {
  let value = signs[sign];
  Object.defineProperty(signs, sign, {
    get: () => value,
    set(next) {
      value = next;
      for (const end of waits) end();
      waits.clear();
    },
  });
}

// Stands for what an instance can no longer say.
const END = Symbol("end");

// What `begin` promises, or what `lost` gives if the instance ends before that. The first call to an instance that has
// ended replaces it, so the wait is only counted after `begin`. One event notices the end for all; but each makes its
// own answer, since the platform lets none use what another one made.
async function survived(begin, lost) {
  const said = await new Promise((resolve, reject) => {
    const end = () => resolve(END);
    let work;
    try {
      work = begin();
    } catch (error) {
      console.error(error);
      edge.__wbg_reset_state();
      end();
      return;
    }
    waits.add(end);
    work.then(resolve, reject).finally(() => waits.delete(end));
  });
  return said === END ? lost() : said;
}

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
    return survived(
      () => edge.fetch(request, env, context),
      () => new Response(words.map((line) => `${line}\n`).join(""), { status: 503, headers }),
    );
  },

  scheduled(event, env, context) {
    return survived(
      () => edge.scheduled(event, env, context),
      () => {
        throw new Error("the instance ended in the middle of this; what is left is done a minute later");
      },
    );
  },
};
