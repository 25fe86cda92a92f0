// Keeps what is half typed on a page until it is sent or saved: no other button, nor Back, nor
// reading the page anew, loses it. Without this script, or storage, the browser does what it can.
//
// [data-half-typed] on a field of a page that names itself (<body data-page>) holds what the field
// has on a fresh page. Words stay in this tab, for <body data-staff> alone, and go at sign-out.
"use strict";

const KEY = "blether-half-typed";
const KEPT_MS = 12 * 60 * 60 * 1000;
const { page, staff } = document.body.dataset;
const fields = page ? [...document.querySelectorAll("[data-half-typed]")] : [];
const nameOf = (field) => `${page}#${field.id}`;

const forget = () => { try { sessionStorage.removeItem(KEY); } catch { /* nothing was kept */ } };

const read = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    if (kept && kept.staff === staff) {
      const isRecent = ([, one]) => Date.now() - one.at < KEPT_MS;
      return Object.fromEntries(Object.entries(kept.words).filter(isRecent));
    }
  } catch { /* as if nothing was kept */ }
  forget();
  return {};
};

const write = (words) => {
  try { sessionStorage.setItem(KEY, JSON.stringify({ staff, words })); } catch { /* not kept */ }
};

const keep = (field, text, isSent = false) => {
  const words = read();
  const fresh = field.dataset.halfTyped;
  if (text === fresh) delete words[nameOf(field)];
  else words[nameOf(field)] = { text, fresh, isSent, at: Date.now() };
  write(words);
};

const bringBack = (field, isDone) => {
  const fresh = field.dataset.halfTyped;
  // A page that refuses a form, or counts, has the newest words itself.
  if (field.defaultValue !== fresh) { keep(field, field.defaultValue); return; }
  const kept = read()[nameOf(field)];
  if (!kept) return;
  // Sent, and this page says that it was done; or others have changed what it was to replace.
  if ((kept.isSent && isDone) || kept.fresh !== fresh) { keep(field, fresh); return; }
  const around = field.closest("details");
  if (around) around.open = true;
  field.value = kept.text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const isDone = document.getElementById("flash-title") && !document.getElementById("problem-title");
for (const field of fields) {
  field.addEventListener("input", () => keep(field, field.value));
  bringBack(field, isDone);
}
read(); // another person's words go, whatever page this is

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/staff/sign-out") { forget(); return; }
  // [data-sent-by] names the deed, by the last part of its address, that a field is for.
  const pressed = event.submitter && event.submitter.getAttribute("formaction");
  const deed = (pressed || event.target.getAttribute("action") || "").split("/").pop();
  for (const field of fields) {
    keep(field, field.value, field.form === event.target && field.dataset.sentBy === deed);
  }
});
