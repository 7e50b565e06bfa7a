// Makes quick what works without it: filters that act when chosen, printing, reading out charts.
"use strict";

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-choices]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
