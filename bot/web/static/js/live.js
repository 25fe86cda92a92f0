// Keeps a page that the server rendered up to date, and sends its forms without leaving it.
//
// <div data-live="/view address" data-events="/stream address"> holds the live parts:
//   [data-part] (with an id) is replaced when the server's version differs;
//   [data-list] (with an id) is merged child by child, so that a screen reader
//   hears only what is new;
//   [data-scroll] stays at its end, or, where the page scrolls in its place, at the newest reply;
//   form[data-stay] is sent in the background. Without this script they are plain forms.
// It needs stream.js before it.
"use strict";

(() => {
  const root = document.querySelector("[data-live]");
  if (!root) return;
  const POLL_MS = 4000;
  const POLL_MS_WITH_STREAM = 12000;
  const LOOK_MS = 15000;
  let tag = "";
  let looking = null;
  let lookAgain = false;
  let sending = Promise.resolve();
  let troubles = 0;
  // The id of each form that may or may not have arrived, by what it says: sent again it has the
  // same one, by which the server knows it.
  const unsure = new Map();
  // What went back into each field, as it stands at its beginning.
  const givenBack = new Map();

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
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    part.innerHTML = fresh.innerHTML;
    // What was pressed may be gone: who goes by keyboard stays where it stood.
    if (focused) ((focused.id && document.getElementById(focused.id)) || part).focus();
  };

  // The first message to them after their last; nothing while they have written nothing.
  const newestReply = (box) => {
    const own = [...box.querySelectorAll(".bubble--in")].pop();
    const item = own && own.closest("[data-list] > *");
    return item && (item.nextElementSibling || item);
  };

  const toEnd = () => {
    for (const box of root.querySelectorAll("[data-scroll]")) {
      // On a low window the page scrolls in its place: a reply is read from its beginning.
      const isWholePage = getComputedStyle(box).overflowY === "visible";
      const newest = isWholePage && newestReply(box);
      if (newest) newest.scrollIntoView({ block: "start" });
      else if (!isWholePage) box.scrollTop = box.scrollHeight;
    }
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

  const fetchOnce = async () => {
    const stop = new AbortController();
    const tooLong = setTimeout(() => stop.abort(), LOOK_MS);
    try {
      const answer = await fetch(root.dataset.live, {
        headers: { "If-None-Match": tag }, cache: "no-store", signal: stop.signal,
      });
      if (answer.status === 200) {
        const html = await answer.text();
        tag = answer.headers.get("ETag") || "";
        show(html);
      }
    } catch { /* offline for a moment: the next look will do */ }
    clearTimeout(tooLong);
  };

  // Fulfilled when the page shows what the server had at the time of this call, or later.
  const look = () => {
    lookAgain = true;
    looking = looking || (async () => {
      while (lookAgain) { lookAgain = false; await fetchOnce(); }
      looking = null;
    })();
    return looking;
  };

  const say = (text) => {
    const place = root.querySelector("[data-trouble]");
    if (place) { place.textContent = text; place.hidden = !text; }
  };

  const take = (form, button) => {
    const body = new URLSearchParams(new FormData(form));
    // By hand: older browsers leave the button out of a form's data.
    if (button && button.name) body.append(button.name, button.value);
    const hasId = body.has("id");
    body.delete("id");
    const said = `${form.action}?${body}`;
    if (hasId) body.set("id", unsure.get(said) || (crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now()));
    const field = form.querySelector("[data-clear]");
    const words = field ? field.value : "";
    if (field) { field.value = ""; givenBack.delete(field); }
    return { form, body, said, field, words, troubles };
  };

  // Words that did not arrive stand in the field again: in the order in which they were sent,
  // before whatever was typed since.
  const giveBack = (field, words) => {
    const before = givenBack.get(field) || "";
    const isWhole = before && field.value.startsWith(before);
    const earlier = isWhole ? before : "";
    const since = isWhole ? field.value.slice(before.length).replace(/^\n/, "") : field.value;
    const back = earlier ? `${earlier}\n${words}` : words;
    field.value = since ? `${back}\n${since}` : back;
    givenBack.set(field, back);
  };

  const why = async (answer) => {
    // A proxy says it in a page of its own, which is nothing to read here.
    const isOurs = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    return isOurs ? await answer.text() : root.dataset.offline || "";
  };

  const post = async ({ form, body }) => {
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Stay": "1" } });
      if (!answer.ok) return await why(answer);
      // The server says where to look where this page could not show the answer.
      const elsewhere = answer.headers.get("Location");
      if (elsewhere) window.location.replace(elsewhere);
      return "";
    } catch { return root.dataset.offline || ""; }
  };

  const send = async (taken) => {
    const { body, said, field, words } = taken;
    root.setAttribute("aria-busy", "true");
    const trouble = await post(taken);
    if (trouble) {
      troubles += 1;
      say(trouble);
      if (body.has("id")) unsure.set(said, body.get("id"));
      if (field) giveBack(field, words);
    } else {
      unsure.delete(said);
      // A warning of what went back while this was on its way stands.
      if (taken.troubles === troubles) say("");
    }
    await look();
    // Only now: until then the buttons are those that were answered.
    root.removeAttribute("aria-busy");
    if (field) field.focus({ preventScroll: true });
  };

  root.addEventListener("submit", (event) => {
    const form = event.target;
    // An older browser does not say which button was pressed: its forms go as plain ones.
    if (!form.matches("[data-stay]") || !("submitter" in event)) return;
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
    field.form.querySelector("button").click();
  });

  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  const isStreaming = root.dataset.events ? hear(root.dataset.events, "look", look) : () => false;

  const keepLooking = () => {
    if (!document.hidden) look();
    setTimeout(keepLooking, isStreaming() ? POLL_MS_WITH_STREAM : POLL_MS);
  };
  setTimeout(keepLooking, POLL_MS);
  toEnd();
})();
