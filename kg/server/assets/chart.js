"use strict";
// A simple chart of a table: bars of the first column of numbers, named by the first other column.
window.kgChart = (() => {
  const SVG = "http://www.w3.org/2000/svg", MOST = 40;
  const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"]);
  const element = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const isNumber = (cell) => cell && NUMBERS.has(cell.d) && Number.isFinite(Number(cell.v));
  const draw = (place, table) => {
    const say = (text) => { const p = document.createElement("p"); p.className = "quiet"; p.textContent = text; place.replaceChildren(p); };
    const columns = table.variables.map((_, n) => n);
    const value = columns.find((n) => table.rows.some((row) => isNumber(row[n])) && table.rows.every((row) => !row[n] || isNumber(row[n])));
    const name = columns.find((n) => n !== value && !table.rows.every((row) => isNumber(row[n])));
    if (value === undefined || name === undefined) return say("A chart needs a column of numbers and one to name them by.");
    const rows = table.rows.filter((row) => row[value] && row[name]).slice(0, MOST);
    const most = Math.max(...rows.map((row) => Math.abs(Number(row[value].v))), 0) || 1;
    const HEIGHT = 26, LEFT = 260, WIDTH = 860, ROOM = WIDTH - LEFT - 90;
    const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${rows.length * HEIGHT + 8}`, role: "img", width: WIDTH,
      "aria-label": `Bars: ${table.variables[value]} by ${table.variables[name]}; the table has the same values` });
    rows.forEach((row, n) => {
      const number = Number(row[value].v), label = row[name].s || row[name].v, y = n * HEIGHT + 4;
      svg.append(element("text", { x: LEFT - 8, y: y + 15, "text-anchor": "end", class: "label" }, label.length > 36 ? label.slice(0, 35) + "…" : label));
      svg.append(element("rect", { x: LEFT, y, width: Math.max(1, Math.abs(number) / most * ROOM), height: HEIGHT - 6, rx: 2, class: number < 0 ? "bar minus" : "bar" }));
      svg.append(element("text", { x: LEFT + Math.abs(number) / most * ROOM + 8, y: y + 15, class: "number" }, row[value].v));
    });
    place.replaceChildren(svg);
    if (table.rows.length > rows.length) {
      const p = document.createElement("p");
      p.className = "quiet";
      p.textContent = `Shown: ${rows.length} of ${table.rows.length} rows.`;
      place.append(p);
    }
  };
  return { draw };
})();
