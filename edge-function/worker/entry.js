// The entry of the Worker, around the compiled module. It exists for the one thing that the module cannot do itself:
// go on after its own end. A panic ends an instance with all that it was working on, and nobody would ever hear of
// those requests again. Here they are answered, and the next request finds a new instance.

import * as edge from "./edge.js";

// For each event that the instance is working on: what ends the wait for it.
const waits = new Set();
let hasEnded = false;

// The module calls this first. In which functions it ended is told by their numbers, which the build keeps with their
// names in `functions`; what the error says is not, since it may quote what somebody wrote.
globalThis.gevelInstanceFailed = (error) => {
  const functions = [...String(error?.stack).matchAll(/wasm-function\[(\d+)\]/g)].map(([, number]) => number);
  console.error(`the instance ended in the functions ${functions.join(", ")}`);
};

// The module calls this with its last breath.
globalThis.gevelInstanceEnded = () => {
  hasEnded = true;
  for (const end of waits) end();
  waits.clear();
};

// Gives an event to the instance, or to a new one if it has ended. One that ended without a word refuses the event.
function begun(begin) {
  try {
    if (!hasEnded) return begin();
  } catch (error) {
    console.error(error);
    globalThis.gevelInstanceEnded();
  }
  edge.__wbg_reset_state();
  hasEnded = false;
  return begin();
}

// Stands for what an instance can no longer say.
const END = Symbol("end");

// What `begin` promises, or what `lost` gives if the instance ends before that. One event notices the end for all; but
// each makes its own answer, since the platform lets none use what another one made.
async function survived(begin, lost) {
  const said = await new Promise((resolve, reject) => {
    const work = begun(begin);
    const end = () => resolve(END);
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

  scheduled(event, env) {
    return survived(
      () => edge.scheduled(event, env),
      () => {
        throw new Error("the instance ended in the middle of this; what is left is done a minute later");
      },
    );
  },
};
