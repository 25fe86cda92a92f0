// Puts a canned reply into the box without a new page. Without this script the button asks the
// server for the page with the text in it.
"use strict";

for (const button of document.querySelectorAll("[data-insert]")) {
  button.addEventListener("click", (event) => {
    const box = button.closest("[data-segments]");
    const choice = box.querySelector(`#${button.dataset.insert}`).selectedOptions[0];
    if (!choice || !choice.dataset.text) return;
    event.preventDefault();
    const field = box.querySelector("textarea");
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${choice.dataset.text}` : choice.dataset.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
