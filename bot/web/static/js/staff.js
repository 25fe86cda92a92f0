// Keeps inbox and conversation up to date, counts segments while one writes, and copies.
// Every page works without it.
//
// <body data-events="/stream"> asks the server for news; each [data-part] (with an id) is
// replaced by the server's newer version. Fields are never touched. It needs stream.js before it.
"use strict";

const GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡" +
  "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_TWICE = "^{}\\[~]|€\f";

// The same exact packing as the server's: a character of two units may not straddle two parts.
const segments = (text) => {
  const letters = [...text];
  const isGsm = letters.every((one) => GSM.includes(one) || GSM_TWICE.includes(one));
  const widths = letters.map((one) => (isGsm ? (GSM_TWICE.includes(one) ? 2 : 1) : one.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const [single, part] = isGsm ? [160, 153] : [70, 67];
  if (units <= single) return { count: units ? 1 : 0, units, isGsm };
  let count = 1;
  let room = part;
  for (const width of widths) {
    if (width > room) { count += 1; room = part; }
    room -= width;
  }
  return { count, units, isGsm };
};

for (const box of document.querySelectorAll("[data-segments]")) {
  const field = box.querySelector("textarea");
  const note = box.querySelector("[data-segments-note]");
  const show = () => {
    const { count, units, isGsm } = segments(field.value.trim());
    const pence = Number(box.dataset.pence || 0);
    const cost = pence ? ` Costs ${(count * pence).toFixed(1).replace(/\.0$/, "")}p.` : "";
    const advice = count > 1 ? " More than one segment: can it be shorter?" : "";
    note.textContent = units ? `${count} segment${count === 1 ? "" : "s"}, ${units} characters${isGsm ? "" : " (an accent, an emoji or a letter that is not on every phone makes a text hold 70 instead of 160)"}.${cost}${advice}` : "";
    note.classList.toggle("cost--more", count > 1);
  };
  field.addEventListener("input", show);
  show();
}

for (const place of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(place.dataset.copy).value);
    place.querySelector("[role=status]").textContent = "Copied";
  });
}

const body = document.body;
// What answers a form stands at the form's address, where to read it anew would send the form once
// more. <body data-page="/address"> names the page's own: from here on it is looked at there.
const own = body.dataset.page && new URL(body.dataset.page, location.href);
if (own && own.pathname !== location.pathname) history.replaceState(null, "", own);

const note = document.querySelector("[data-live-note]");
let isBehind = false;
let isLooking = false;
let lookAgain = false;

const clock = (now) => {
  const minutes = now.getMinutes() ? `:${String(now.getMinutes()).padStart(2, "0")}` : "";
  return `${now.getHours() % 12 || 12}${minutes}${now.getHours() < 12 ? "am" : "pm"}`;
};

// A page that nothing reaches any more must not look like one on which nothing happens.
const warn = (text) => {
  isBehind = true;
  if (!note) return;
  note.classList.add("is-behind");
  if (note.textContent !== text) note.textContent = text;
};

const replace = (part, fresh) => {
  if (part.innerHTML === fresh.innerHTML) return false;
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const place = focused ? [...part.querySelectorAll("a, button, summary")].indexOf(focused) : -1;
  part.innerHTML = fresh.innerHTML;
  const same = focused && focused.id ? document.getElementById(focused.id) : null;
  if (same) same.focus({ preventScroll: true });
  else if (place >= 0) part.querySelectorAll("a, button, summary")[place]?.focus({ preventScroll: true });
  return true;
};

const look = async () => {
  if (isLooking) { lookAgain = true; return; }
  isLooking = true;
  try {
    const answer = await fetch(location.href, {
      cache: "no-store",
      redirect: "manual",
      headers: { "X-Blether-Refresh": "1" },
    });
    if (answer.status === 200) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      let changed = false;
      for (const part of document.querySelectorAll("[data-part]")) {
        const newer = fresh.getElementById(part.id);
        if (newer) changed = replace(part, newer) || changed;
      }
      if (note && (changed || isBehind)) note.textContent = `Updated at ${clock(new Date())}`;
      if (note) note.classList.remove("is-behind");
      isBehind = false;
    } else if (answer.type === "opaqueredirect") {
      warn("You are signed out. This page is not kept up to date: reload it to sign in.");
    } else {
      warn("This page is not kept up to date just now. Reload it.");
    }
  } catch { warn("Blether cannot be reached. This page may be out of date."); }
  isLooking = false;
  if (lookAgain) { lookAgain = false; look(); }
};

if (body.dataset.events) {
  const mine = body.dataset.conversation;
  document.addEventListener("blether:look", look);
  hear(body.dataset.events, "changed", (which) => {
    if (!mine || !which || which === mine || which === "*") look();
  });
}
if (body.dataset.refreshSeconds) {
  setInterval(() => { if (!document.hidden) look(); }, Number(body.dataset.refreshSeconds) * 1000);
}
