// Makes quick what works without it: a choice changes the page in place; a page prints itself.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

function made_ready() {
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
}
made_ready();

// Whoever changed what the page is of, by keys or by ear, goes on at its beginning.
document.addEventListener("htmx:afterSettle", (event) => {
  made_ready();
  if (event.detail.target.id === "page") document.getElementById("main").focus();
});
// An answer that says why there is no page is a page too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
});
