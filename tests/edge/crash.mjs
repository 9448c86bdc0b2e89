// The built function with two ways to end a part of it, by things such as the platform never sends: with `?thrown` an
// error in the midst of it, with `?panic` a panic of its own. Everything else is answered by the function as it is.

import ours from "./index.js";

// A request that cannot say what it wants.
const speechless = (url) => ({
  url,
  headers: new Headers(),
  get method() {
    throw new Error("a request without a method");
  },
});

// Some bytes that are few when they are counted, and more than there can be when they are taken.
class Lying extends Uint8Array {
  asked = 0;

  get length() {
    this.asked += 1;
    return this.asked === 1 ? 1 : 2 ** 31;
  }
}

const endless = (url) => ({
  method: "POST",
  url,
  headers: new Headers(),
  body: { getReader: () => ({ read: async () => ({ done: false, value: new Lying() }) }) },
});

export default {
  async fetch(request, env, context) {
    switch (new URL(request.url).search) {
      case "?thrown":
        return ours.fetch(speechless(request.url), env, context);
      case "?panic":
        return ours.fetch(endless(request.url), env, context);
      default:
        return ours.fetch(request, env, context);
    }
  },
  scheduled: ours.scheduled,
};
