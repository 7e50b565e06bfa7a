// Makes quick what works without it: a choice changes the page in place; a page prints itself.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A chart is read out period by period: by a slider for keys, by pointing with a mouse or a finger.
// What is said is the row of the table behind the chart, so that both always say the same.
function read_out(figure) {
  const drawing = figure.querySelector(".drawing");
  const rows = [...figure.querySelectorAll("details tbody tr")].reverse();
  if (!drawing || !rows.length || !drawing.querySelector("svg[data-reading]")) return;
  const headings = [...figure.querySelectorAll("details thead th")].map((th) => th.textContent);
  const label = document.createElement("label");
  const slider = document.createElement("input");
  const said = document.createElement("output");
  const cursor = document.createElement("div");
  label.textContent = "Read the chart";
  Object.assign(slider, { type: "range", min: 0, max: rows.length - 1, value: rows.length - 1, step: 1 });
  slider.id = `read-${figure.id}`;
  label.htmlFor = slider.id;
  cursor.className = "cursor";
  cursor.hidden = true;
  const box = document.createElement("div");
  box.className = "readout";
  box.append(label, slider, said);
  drawing.append(cursor);
  drawing.after(box);

  // Where the plot lies in the drawing that is shown: of a stamped one it is a drawing inside.
  function shown() {
    const inner = [...drawing.querySelectorAll("svg[data-reading]")].find((svg) => svg.checkVisibility());
    if (!inner) return null;
    const outer = inner.ownerSVGElement || inner;
    const whole = outer.getBoundingClientRect();
    const [first, last, top, bottom] = inner.dataset.reading.split(" ").map(Number);
    const x = outer === inner ? 0 : inner.x.baseVal.value, y = outer === inner ? 0 : inner.y.baseVal.value;
    return { whole, scale: whole.width / outer.viewBox.baseVal.width, first: first + x, last: last + x, top: top + y, bottom: bottom + y };
  }

  function read(number) {
    const [head, ...cells] = [...rows[number].children].map((cell) => cell.textContent.trim());
    const text = `${head}: ${cells.map((cell, at) => (at ? cell : `${cell} ${headings[1].toLowerCase()}`)).join("; ")}`;
    said.textContent = text;
    slider.value = number;
    slider.setAttribute("aria-valuetext", text);
    const plot = shown();
    if (!plot) return;
    const { whole, scale, first, last, top, bottom } = plot;
    const at = rows.length > 1 ? first + ((last - first) * number) / (rows.length - 1) : first;
    const frame = drawing.getBoundingClientRect();
    cursor.style.left = `${whole.left - frame.left + at * scale}px`;
    cursor.style.top = `${whole.top - frame.top + top * scale}px`;
    cursor.style.height = `${(bottom - top) * scale}px`;
    cursor.hidden = false;
  }

  function pointed(event) {
    const plot = shown();
    if (!plot) return;
    const { whole, scale, first, last } = plot;
    const at = (event.clientX - whole.left) / scale;
    const share = last > first ? (at - first) / (last - first) : 0;
    read(Math.min(rows.length - 1, Math.max(0, Math.round(share * (rows.length - 1)))));
  }

  slider.addEventListener("input", () => read(Number(slider.value)));
  slider.addEventListener("focus", () => read(Number(slider.value)));
  drawing.addEventListener("pointermove", pointed);
  drawing.addEventListener("pointerdown", pointed);
}

function made_ready() {
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  document.querySelectorAll("figure.chart").forEach((figure) => {
    if (!figure.dataset.read) read_out(figure);
    figure.dataset.read = "yes";
  });
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
