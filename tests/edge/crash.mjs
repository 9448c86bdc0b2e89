// The built function with a way to end it: `/health?crash` ends the instance, by an event such as the platform
// never sends. Everything else is answered by the function as it is.

import ours from "./index.js";

const impossible = {
  get scheduledTime() {
    throw new Error("an event without a time");
  },
};

export default {
  async fetch(request, env, context) {
    if (new URL(request.url).search !== "?crash") return ours.fetch(request, env, context);
    const end = await ours.scheduled(impossible, env).catch((error) => error);
    return new Response(String(end));
  },
  scheduled: ours.scheduled,
};
