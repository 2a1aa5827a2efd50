// Tables of class "sortable": a heading sorts the rows by its column, and once more the other way round.

// What a cell says in full: the title where a number is shown shortened.
const said = (row, column) => (row.cells[column].querySelector("[title]")?.title ?? row.cells[column].textContent).trim();

// Numbers, also those written p/q; everything else is a text.
function value(text) {
  const [p, q = 1, ...more] = text.split("/");
  return text && !more.length && !isNaN(p) && !isNaN(q) ? p / q : text;
}

// Numbers before texts, cells that say nothing last whichever way the others are sorted.
function compared(a, b, sign) {
  const empty = (text) => text === "" || text === "–";
  if (empty(a) || empty(b)) return empty(a) - empty(b);
  const [x, y] = [value(a), value(b)];
  if (typeof x !== typeof y) return sign * (typeof x === "number" ? -1 : 1);
  return sign * (typeof x === "number" ? x - y : x.localeCompare(y));
}

function sortBy(heading, column, table) {
  const sign = heading.ariaSort === "ascending" ? -1 : 1;
  for (const other of heading.parentNode.cells) other.ariaSort = "none";
  heading.ariaSort = sign === 1 ? "ascending" : "descending";
  const rows = [...table.tBodies[0].rows];
  table.tBodies[0].append(...rows.sort((r, s) => compared(said(r, column), said(s, column), sign)));
}

document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...(heading.querySelector("p") ?? heading).childNodes);
      button.onclick = () => sortBy(heading, column, table);
      heading.replaceChildren(button);
      heading.ariaSort = "none";
    });
  }
});
