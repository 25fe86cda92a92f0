// Keeps a page that the server rendered up to date, and sends its forms without leaving it.
//
// <div data-live="/view address" data-events="/stream address"> holds the live parts:
//   [data-part] (with an id) is replaced when the server's version differs;
//   [data-list] (with an id) is merged child by child, so that a screen reader
//   hears only what is new; [data-scroll] stays at its end;
//   form[data-stay] is sent in the background. Without this script they are plain forms.
"use strict";

(() => {
  const root = document.querySelector("[data-live]");
  if (!root) return;
  const POLL_MS = 4000;
  const POLL_MS_WITH_STREAM = 12000;
  let tag = "";
  let isLooking = false;
  let lookAgain = false;
  let sending = Promise.resolve();

  const isBusy = (part) => {
    const field = document.activeElement;
    return part.contains(field) && field.matches("textarea, input:not([type=hidden]), select");
  };

  const mergeList = (list, fresh) => {
    const known = new Map([...list.children].map((child) => [child.id, child]));
    for (const child of [...fresh.children]) {
      const old = known.get(child.id);
      known.delete(child.id);
      if (!old) list.append(child);
      else if (old.innerHTML !== child.innerHTML) old.innerHTML = child.innerHTML;
    }
    for (const gone of known.values()) gone.remove();
  };

  const replacePart = (part, fresh) => {
    if (part.innerHTML === fresh.innerHTML || isBusy(part)) return;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.innerHTML = fresh.innerHTML;
    if (focused) (document.getElementById(focused) || part).focus();
  };

  const toEnd = () => {
    for (const box of root.querySelectorAll("[data-scroll]")) box.scrollTop = box.scrollHeight;
  };

  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const list = root.querySelector("[data-list]");
    const before = list ? list.children.length : 0;
    for (const part of fresh.querySelectorAll("[data-list]")) {
      const mine = document.getElementById(part.id);
      if (mine) mergeList(mine, part);
    }
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const mine = document.getElementById(part.id);
      if (mine) replacePart(mine, part);
    }
    if (list && list.children.length !== before) toEnd();
  };

  const look = async () => {
    if (isLooking) { lookAgain = true; return; }
    isLooking = true;
    try {
      const answer = await fetch(root.dataset.live, { headers: { "If-None-Match": tag }, cache: "no-store" });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") || "";
        show(await answer.text());
      }
    } catch { /* offline for a moment: the next look will do */ }
    isLooking = false;
    if (lookAgain) { lookAgain = false; await look(); }
  };

  const say = (text) => {
    const place = root.querySelector("[data-trouble]");
    if (place) { place.textContent = text; place.hidden = !text; }
  };

  const take = (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    if (body.has("id")) body.set("id", crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now());
    const field = form.querySelector("[data-clear]");
    const words = field ? field.value : "";
    if (field) field.value = "";
    return { form, body, field, words };
  };

  const send = async ({ form, body, field, words }) => {
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Stay": "1" } });
      say(answer.ok ? "" : await answer.text());
      if (!answer.ok && field && !field.value) field.value = words;
    } catch {
      say(root.dataset.offline || "");
      if (field && !field.value) field.value = words;
    }
    root.removeAttribute("aria-busy");
    await look();
    if (field) field.focus({ preventScroll: true });
  };

  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-stay]")) return;
    event.preventDefault();
    // Words typed while others are on their way follow them; a second press of a button does not.
    const isWords = form.querySelector("textarea[data-clear]") !== null;
    if (root.hasAttribute("aria-busy") && !isWords) return;
    const taken = take(form, event.submitter);
    sending = sending.then(() => send(taken));
  });

  root.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches("textarea[data-clear]")) return;
    event.preventDefault();
    field.form.requestSubmit();
  });

  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  const stream = root.dataset.events ? new EventSource(root.dataset.events) : null;
  if (stream) stream.addEventListener("look", look);

  const keepLooking = () => {
    if (!document.hidden) look();
    const hasStream = stream && stream.readyState === EventSource.OPEN;
    setTimeout(keepLooking, hasStream ? POLL_MS_WITH_STREAM : POLL_MS);
  };
  setTimeout(keepLooking, POLL_MS);
  toEnd();
})();
