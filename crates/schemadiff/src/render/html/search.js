
"use strict";
(() => {
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const hits = document.getElementById("hits");
  const contents = document.getElementById("contents");
  const SHOWN = 60;
  const entries = [];
  for (const section of document.querySelectorAll("main section[id]")) {
    const title = section.querySelector("h2, h3, h4, h5, h6").textContent;
    entries.push({ id: section.id, title, text: title.toLowerCase(), where: "" });
    for (const child of section.children) {
      if (child.matches("section, h2, h3, h4, h5, h6, figure")) continue;
      for (const piece of child.matches(".scroll") ? child.querySelectorAll("tbody tr") : [child]) {
        const cells = piece.cells ? [...piece.cells].map((cell) => cell.textContent).filter(Boolean) : [piece.textContent];
        const words = cells.join(" · ").replace(/\s+/g, " ").trim();
        if (words) entries.push({ id: section.id, title, text: words.toLowerCase(), where: words });
      }
    }
  }
  const search = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits.replaceChildren();
    hits.hidden = words.length === 0;
    contents.hidden = words.length > 0;
    if (words.length === 0) { found.textContent = ""; return; }
    const matches = entries.filter((entry) => words.every((word) => entry.text.includes(word) || entry.title.toLowerCase().includes(word)));
    matches.sort((a, b) => (a.where ? 1 : 0) - (b.where ? 1 : 0));
    found.textContent = matches.length === 0 ? "Nothing found" : matches.length === 1 ? "1 place" : `${matches.length} places`;
    for (const match of matches.slice(0, SHOWN)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${match.id}`;
      link.textContent = match.title;
      item.append(link);
      if (match.where) {
        const where = document.createElement("span");
        where.className = "soft small";
        where.textContent = match.where.length > 90 ? `${match.where.slice(0, 90)}…` : match.where;
        item.append(where);
      }
      hits.append(item);
    }
  };
  find.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== find && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "Escape" && document.activeElement === find) {
      find.value = "";
      search();
    }
  });
})();
