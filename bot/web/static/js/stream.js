// Hears of news from the server while its page is in sight.
//
// A browser opens six connections to one server for all of its tabs together, and a stream holds
// one: a tab at the back gives its own up, so that the next one still loads.
"use strict";

const REOPEN_MS = 5000;

// Calls `heard` with what each event `name` says, and with nothing when news may have been missed.
// Returns a function that says whether the stream is open now.
const hear = (address, name, heard) => {
  let stream = null;
  let hasMissed = false;

  const close = () => {
    if (stream) stream.close();
    stream = null;
  };

  const open = () => {
    if (stream || document.hidden || !window.EventSource) return;
    stream = new EventSource(address);
    stream.addEventListener(name, (event) => heard(event.data));
    stream.addEventListener("open", () => {
      if (hasMissed) heard();
      hasMissed = false;
    });
    stream.addEventListener("error", () => {
      hasMissed = true;
      if (!stream || stream.readyState !== EventSource.CLOSED) return;
      // An answer that is no stream ends it for good: a browser only tries again where none came.
      close();
      setTimeout(open, REOPEN_MS);
      heard();
    });
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { close(); return; }
    open();
    heard();
  });
  open();
  return () => stream !== null && stream.readyState === EventSource.OPEN;
};
