// What the form gains with script: the answer comes without leaving the page, one intent is sent under one id, and a
// bad network loses nothing. The answer is the very page that would have been shown: its words, its marks, its style.
(() => {
  let sent, id;

  // Style elements would not be allowed here, even in a page that is only read; a sheet of our own making is.
  const read = html => {
    const style = [];
    const page = html.replace(/<style>([^]*?)<\/style>/g, (_, sheet) => (style.push(sheet), ""));
    return [new DOMParser().parseFromString(page, "text/html"), style.join("")];
  };

  const note = form => {
    let note = form.querySelector(".lost");
    if (!note) {
      note = document.createElement("p");
      note.className = "lost emphasis";
      note.setAttribute("role", "alert");
      form.lastElementChild.before(note);
    }
    note.textContent = "";
    note.textContent = "phrases.form.lost"[document.documentElement.lang];
  };

  const show = (form, [page, style]) => {
    const again = page.querySelector("form");
    const problem = page.querySelector(".problem");
    const sheet = new CSSStyleSheet();
    problem.removeAttribute("autofocus");
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    document.querySelector(".problem")?.parentElement.remove();
    form.closest(".wrap").before(problem.parentElement);
    if (again) {
      again.noValidate = true;
      form.replaceWith(again);
    } else {
      form.remove();
    }
    document.title = page.title;
    problem.focus();
  };

  const send = async form => {
    const body = new URLSearchParams(new FormData(form));
    // The same words are the same question, however often they are sent; other words are another one.
    if (sent !== `${body}`) [sent, id] = [`${body}`, crypto.randomUUID?.()];
    if (id) body.set("submission", id);
    const signal = AbortSignal.timeout(30000);
    const answer = await fetch(form.action, { method: "POST", body, signal, headers: { accept: "text/html" } });
    if (answer.redirected) return location.assign(answer.url);
    show(form, read(await answer.text()));
  };

  addEventListener("pageshow", () => {
    for (const form of document.forms) [form.noValidate, form.ariaBusy] = [true, "false"];
  });
  document.addEventListener("submit", async event => {
    const form = event.target;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    try {
      await send(form);
    } catch {
      note(form);
      form.ariaBusy = "false";
    }
  });
})();
