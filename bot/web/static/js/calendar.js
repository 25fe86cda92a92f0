// Lets a visit be dragged onto a free time. Dropping only opens the visit's own form with that
// time chosen: nobody is moved, and no text goes out, before "Move" is pressed there.
"use strict";

const visits = document.querySelectorAll("[data-visit]");
const frees = document.querySelectorAll("[data-drop]");
let dragged = null;

for (const visit of visits) {
  visit.draggable = true;
  for (const link of visit.querySelectorAll("a")) link.draggable = false;
  visit.addEventListener("dragstart", (event) => {
    dragged = visit;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    visit.classList.add("is-dragged");
  });
  visit.addEventListener("dragend", () => {
    dragged = null;
    visit.classList.remove("is-dragged");
  });
}

for (const free of frees) {
  free.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    free.classList.add("is-over");
  });
  free.addEventListener("dragleave", () => free.classList.remove("is-over"));
  free.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const to = encodeURIComponent(free.dataset.drop);
    window.location.assign(`/staff/appointments/${dragged.dataset.visit}?to=${to}#move`);
  });
}

const note = document.querySelector("[data-drag-note]");
if (note && visits.length && frees.length && window.matchMedia("(hover: hover)").matches) note.hidden = false;
