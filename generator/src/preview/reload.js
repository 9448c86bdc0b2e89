// Reloads the page when the site it came from has changed. The browser keeps the place on the page.
"use strict";
(() => {
  const made = document.currentScript.dataset.revision;
  let events = null;

  const hush = () => {
    events?.close();
    events = null;
  };

  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource("/_preview/events");
    events.addEventListener("revision", (event) => {
      if (event.data === made) return;
      hush();
      location.reload();
    });
    // The browser tries again by itself while the server is away, unless it was told something it cannot use.
    events.addEventListener("error", () => {
      if (events?.readyState !== EventSource.CLOSED) return;
      hush();
      setTimeout(listen, 1000);
    });
  };

  // Browsers allow six connections to a host. A page that nobody looks at gives its own back, and asks again
  // when it is looked at; the first answer tells whether it is still the right one.
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
  listen();
})();
