// Keeps the page of a campaign up to date, and counts the seconds down that are left to cancel it.
// Without it the page says the same, and a link shows how it stands now.
const EVERY = 3000;
// A page that nobody uses asks no more, or nobody would ever be signed out.
const WHILE_USED = 5 * 60 * 1000;
let usedAt = Date.now();

function countDown() {
  const left = document.querySelector("[data-seconds]");
  if (left) left.textContent = String(Math.max(0, Number(left.textContent) - 1));
}

async function refresh() {
  const shown = document.querySelector("main[data-live]");
  // Whoever is about to choose something is not disturbed.
  const isBusy = shown?.querySelector("details[open]") || shown?.contains(document.activeElement);
  const isUnused = Date.now() - usedAt > WHILE_USED;
  if (!shown || document.hidden || isBusy || isUnused) return;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("main");
  if (now) shown.replaceWith(document.adoptNode(now));
}

if (document.querySelector("main[data-live]")) {
  for (const kind of ["pointermove", "keydown", "scroll"]) {
    addEventListener(kind, () => (usedAt = Date.now()), { passive: true });
  }
  setInterval(countDown, 1000);
  setInterval(() => refresh().catch(() => {}), EVERY);
}
