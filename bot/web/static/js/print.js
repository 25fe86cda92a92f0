// A button that prints the page; without script the browser's own menu does.
const place = document.querySelector("[data-print]");
if (place) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
