// Keyboard shortcuts of the inbox. Single keys can be turned off, and none fires while somebody
// types or holds another key down. Focus itself moves, so a screen reader follows.
"use strict";

const KEPT = "blether-shortcuts";
const list = document.querySelector("[data-shortcuts]");
const place = document.querySelector("[data-shortcuts-switch]");
const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

if (list) list.hidden = false; // without this script no key does anything

// Storage can be forbidden; then shortcuts are on until the page is left.
const read = () => { try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; } };
const keep = (value) => { try { localStorage.setItem(KEPT, value ? "on" : "off"); } catch { /* not kept */ } };
let isOn = read();

const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => rows().findIndex((row) => row.contains(document.activeElement));
const opening = (row) => row.querySelector("a.inbox__name");

const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = current();
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  opening(all[next]).focus();
};

const onCurrent = (act) => { const row = rows()[current()]; if (row) act(row); };

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => onCurrent((row) => opening(row).click()),
  a: () => onCurrent((row) => row.querySelector("[data-take]")?.click()),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => {
    if (!list) return;
    list.open = !list.open;
    if (list.open) list.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (!isOn || event.defaultPrevented || event.isComposing || event.repeat && event.key === "a") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED_INTO)) return;
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (!act) return;
  event.preventDefault();
  act();
});

if (place) {
  const button = place.querySelector("button");
  const say = () => { button.textContent = isOn ? "Turn shortcuts off" : "Turn shortcuts on"; };
  button.addEventListener("click", () => { isOn = !isOn; keep(isOn); say(); });
  place.hidden = false;
  say();
}
