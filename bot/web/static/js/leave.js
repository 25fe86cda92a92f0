// Leaves the page at once, by the button or by Escape twice, and does not come back with Back.
"use strict";

(() => {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  const TWICE_MS = 1500;
  let lastEscape = -Infinity;

  const leave = () => {
    document.title = "";
    document.body.replaceChildren();
    window.location.replace(link.href);
  };

  const note = document.querySelector("[data-escape]");
  if (note) note.hidden = false;
  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - lastEscape < TWICE_MS) leave();
    lastEscape = event.timeStamp;
  });
})();
