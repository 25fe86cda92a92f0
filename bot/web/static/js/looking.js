// Says every now and then that this conversation is open, and shows who else has it open.
"use strict";

const EVERY_MS = 25000;
const place = document.querySelector("[data-looking]");

const body = (more) => new URLSearchParams({ csrf: place.dataset.csrf, ...more });

const say = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(place.dataset.looking, { method: "POST", body: body({}), redirect: "manual" });
    if (answer.type === "opaqueredirect") document.dispatchEvent(new Event("blether:look"));
    if (answer.status !== 200) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.innerHTML;
    if (place.innerHTML.trim() !== fresh.trim()) place.innerHTML = fresh;
  } catch { /* offline for a moment: the next time will do */ }
};

const leave = () => navigator.sendBeacon(place.dataset.looking, body({ gone: "yes" }));

if (place) {
  setInterval(say, EVERY_MS);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); else say(); });
}
