// The built function with two ways to end it, by things such as the platform never sends: `/health?thrown` by an error
// in the midst of it, `/health?panic` by a panic of its own. Everything else is answered by the function as it is.

import ours from "./index.js";

const impossible = {
  get scheduledTime() {
    throw new Error("an event without a time");
  },
};

// Some bytes that are few when they are counted, and more than there can be when they are taken.
class Lying extends Uint8Array {
  asked = 0;

  get length() {
    this.asked += 1;
    return this.asked === 1 ? 1 : 2 ** 31;
  }
}

const endless = {
  method: "POST",
  url: "https://site.invalid/health",
  headers: new Headers(),
  body: { getReader: () => ({ read: async () => ({ done: false, value: new Lying() }) }) },
};

export default {
  async fetch(request, env, context) {
    switch (new URL(request.url).search) {
      case "?thrown": {
        const end = await ours.scheduled(impossible, env).catch((error) => error);
        return new Response(String(end));
      }
      case "?panic":
        return ours.fetch(endless, env, context);
      default:
        return ours.fetch(request, env, context);
    }
  },
  scheduled: ours.scheduled,
};
