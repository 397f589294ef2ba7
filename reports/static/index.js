
"use strict";
// Sorts and filters the class table. The page is whole without it; student text is only ever read, never parsed as HTML.
(() => {
  const table = document.getElementById("class");
  if (!table) return;
  const groups = Array.from(table.tBodies);
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    if (!head.dataset.kind) return;
    const numeric = head.dataset.kind === "number";
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const up = before ? before === "descending" : !numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (group) => group.rows[0].cells[column].dataset.order;
      const compare = numeric
        ? (a, b) => Number(key(a)) - Number(key(b))
        : (a, b) => key(a).localeCompare(key(b), "en", { numeric: true });
      groups.sort((a, b) => (up ? compare(a, b) : compare(b, a)));
      table.append(...groups);
    });
  });
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const texts = new Map(groups.map((group) => [group, group.textContent.toLowerCase()]));
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    groups.forEach((group) => {
      const match = words.every((word) => texts.get(group).includes(word));
      group.hidden = !match;
      count += match;
    });
    shown.textContent = words.length ? `${count} of ${groups.length} shown` : "";
  });
  document.getElementById("controls").hidden = false;
})();
