// A button for a practice's own website that opens its chat, in a window of its own:
//
//   <script src="https://blether.example/chat/widget.js" data-practice="demo" defer></script>
//
// The chat is not put inside the page: nobody can lay something over it there, it needs no cookie
// of a third party, and its quick exit leaves the whole window. Of the visitor nothing is kept.
"use strict";

(() => {
  const script = document.currentScript;
  const { practice = "", label, target } = script.dataset;
  if (!/^[a-z0-9-]+$/.test(practice)) {
    console.error("Blether: the script needs data-practice with the code of a practice");
    return;
  }

  const link = document.createElement("a");
  link.href = new URL(practice, script.src).href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = label || "Chat with a link worker";

  // Set one by one, for a page whose policy forbids styles in its text.
  const look = {
    display: "inline-block",
    boxSizing: "border-box",
    minHeight: "48px",
    padding: "12px 20px",
    borderRadius: "24px",
    background: "#003d39",
    color: "#ffffff",
    font: "600 18px/24px system-ui, sans-serif",
    textDecoration: "underline",
  };
  const floating = { position: "fixed", right: "16px", bottom: "16px", zIndex: "2147483000" };

  const add = () => {
    const place = target ? document.querySelector(target) : null;
    Object.assign(link.style, look, place ? {} : floating);
    link.addEventListener("focus", () => { link.style.outline = "4px solid #ffdd00"; });
    link.addEventListener("blur", () => { link.style.outline = ""; });
    (place || document.body).append(link);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", add);
  else add();
})();
