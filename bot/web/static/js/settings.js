// Shows what people would get while one types: the form itself is asked, as by its Preview button.
"use strict";

for (const form of document.querySelectorAll("form[data-preview]")) {
  const place = document.getElementById(form.dataset.preview);
  let waiting = 0;
  let asked = 0;
  const show = async () => {
    const number = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("preview", "yes");
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.status !== 200 && answer.status !== 422) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const newer = fresh.getElementById(form.dataset.preview);
      if (newer && number === asked) place.innerHTML = newer.innerHTML;
    } catch { /* offline for a moment: the next key asks again */ }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 400);
  });
}
