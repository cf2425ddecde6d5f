/* Two minutes before a session ends, asks whether somebody is still there; what was typed is put
   away before it ends. Without this script nothing is lost either: the server keeps late forms. */
(() => {
  "use strict";
  const dialog = document.getElementById("idle");
  if (!dialog || !dialog.showModal) return;
  const WARN = 120000, PUT_AWAY = 20000, ENDS = "hearth-session-ends";
  const csrf = dialog.querySelector("[name=csrf_token]").value;
  const told = dialog.querySelector("[role=status]");
  const stayButton = dialog.querySelector("button[type=button]");
  const typed = new Set();
  let ends = 0, kept = null, leaving = false, said = "";

  /* How long a session lasts comes with every page, readable by the page that was asked for. */
  const left = (timing, otherwise) => {
    const found = /session;dur=(\d+)/.exec(timing || "");
    return found ? Number(found[1]) : otherwise;
  };
  const endsIn = (milliseconds) => {
    ends = Date.now() + milliseconds;
    /* Another tab in use keeps the session; this one must know. */
    try { localStorage.setItem(ENDS, String(ends)); } catch { /* no storage, no other tabs */ }
  };
  const navigation = performance.getEntriesByType("navigation")[0];
  const timing = navigation && (navigation.serverTiming || []).find((one) => one.name === "session");
  endsIn(timing ? timing.duration : 900000);
  addEventListener("storage", (event) => {
    if (event.key !== ENDS || !(Number(event.newValue) > ends)) return;
    ends = Number(event.newValue);
    if (dialog.open && ends - Date.now() > WARN) dialog.close();
  });

  const isKeepable = (form) => form.method === "post" && !form.querySelector("[type=password],[type=file]");
  addEventListener("input", ({ target }) => {
    if (target.form && isKeepable(target.form)) typed.add(target.form);
  });
  addEventListener("submit", ({ target }) => typed.delete(target));

  const send = (path, fields) => fetch(path, {
    method: "POST", body: fields, credentials: "same-origin", redirect: "manual",
  });
  const putAway = async () => {
    const waiting = [...typed];
    typed.clear();
    for (const form of waiting) {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("kept_path", new URL(form.action).pathname);
      try {
        const answer = await send("/staff/kept", fields);
        if (answer.status === 201) kept = { at: answer.headers.get("Location"), form };
        else if (answer.status >= 500) typed.add(form);
      } catch { typed.add(form); }
    }
  };
  const leave = async () => {
    leaving = true;
    await putAway();
    /* Nothing stays on the screen for whoever comes by. */
    const next = kept ? kept.at : location.pathname;
    location.replace("/staff/sign-in?next=" + encodeURIComponent(next));
  };
  const stay = async () => {
    const answer = await send("/staff/stay", new URLSearchParams({ csrf_token: csrf }));
    if (answer.status !== 204) { leave(); return; }
    endsIn(left(answer.headers.get("Server-Timing"), 900000));
    if (ends - Date.now() <= WARN) {
      said = "last";
      told.textContent = dialog.dataset.last;
      return;
    }
    said = "";
    if (kept) {
      /* Back at work: what was put away is typed again as it stands. */
      typed.add(kept.form);
      send(kept.at + "/end", new URLSearchParams({ csrf_token: csrf }));
      kept = null;
    }
    dialog.close();
  };
  stayButton.addEventListener("click", () => stay().catch(() => {}));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay().catch(() => {}); });

  const announce = (rest) => {
    const word = rest > 60000 ? "two" : rest > 30000 ? "one" : "half";
    if (word === said || said === "last") return;
    said = word;
    told.textContent = dialog.dataset[word];
  };
  setInterval(() => {
    const rest = ends - Date.now();
    if (leaving) return;
    if (rest <= 0) { leave(); return; }
    if (rest <= WARN) {
      if (!dialog.open) { dialog.showModal(); stayButton.focus(); }
      announce(rest);
    }
    if (rest <= PUT_AWAY && typed.size) putAway();
  }, 1000);
})();
