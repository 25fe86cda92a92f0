// Starts NHS.UK frontend's own scripts (header menu, error summary, character count).
// Its file is named by the page, since the name holds the file's hash.
"use strict";

const { frontend } = document.querySelector("script[data-frontend]").dataset;
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
const { initAll } = await import(frontend);
if (initAll) initAll();
