// Draws rows of cells as text in the page, so that it can be marked, found and read aloud.

const root = document.documentElement.style;
const rows = document.getElementById("rows");
const pen = document.createElement("canvas").getContext("2d");

const LINES = /[\u2500-\u259f]/; // frames and blocks, which must meet those above and below

let cell = 10;
let row = 20;
let natural = 10; // the width of a sign before it is rounded to whole pixels
let fits = new Map(); // whether a sign is as wide in this font as its cells

/** Measure the font at a size in pixels; return nothing. */
export function wear(size) {
  root.setProperty("--size", `${size}px`);
  const style = getComputedStyle(document.getElementById("screen"));
  pen.font = `${size}px ${style.fontFamily}`;
  natural = pen.measureText("M".repeat(100)).width / 100;
  cell = Math.max(1, Math.round(natural));
  row = Math.round(size * 1.25);
  fits = new Map();
  root.setProperty("--cell", `${cell}px`);
  root.setProperty("--row", `${row}px`);
  root.setProperty("--gap", `${cell - natural}px`);
}

/** How many columns and rows there is room for. */
export function room() {
  const box = document.getElementById("screen").getBoundingClientRect();
  return [Math.max(10, Math.floor(box.width / cell)), Math.max(4, Math.floor(box.height / row))];
}

/** The width of a cell at a size in pixels. */
export function widthAt(size) {
  pen.font = pen.font.replace(/^[\d.]+px/, `${size}px`);
  return Math.round(pen.measureText("M".repeat(100)).width / 100);
}

/** The column and row at a place in the window. */
export function cellAt(x, y) {
  const box = rows.getBoundingClientRect();
  return [Math.floor((x - box.left) / cell), Math.floor((y - box.top) / row)];
}

/** The height of a row in pixels. */
export function rowHeight() {
  return row;
}

/** Draw the rows that have changed: {number: [[text, front, back, flags, width], ...]}. */
export function draw([, count], changed) {
  while (rows.childElementCount > count) rows.lastElementChild.remove();
  while (rows.childElementCount < count) rows.append(document.createElement("div"));
  for (const [number, runs] of Object.entries(changed)) {
    rows.children[number]?.replaceChildren(...runs.map(drawn));
  }
}

function drawn([text, front, back, flags, width]) {
  const span = document.createElement("span");
  span.className = [...flags].join(" ");
  span.style.width = `${width * cell}px`;
  const reverse = flags.includes("r");
  const [color, ground] = reverse ? [back || "var(--back)", front || "var(--text)"] : [front, back];
  if (color) span.style.color = color;
  if (ground) span.style.background = ground;
  span.append(...pieces(text, width));
  return span;
}

// A sign that another font has to lend may be wider or narrower: it gets a box of its cells' width.
function* pieces(text, width) {
  const signs = [...text];
  if (signs.every(fitting)) {
    yield text;
    return;
  }
  const wide = signs.length && width > signs.length ? 2 : 1;
  for (const sign of signs) {
    if (fitting(sign)) {
      yield sign;
      continue;
    }
    const box = document.createElement("span");
    box.style.width = `${(pen.measureText(sign).width > 1.5 * natural ? wide : 1) * cell}px`;
    box.textContent = sign;
    if (LINES.test(sign)) box.className = "line";
    yield box;
  }
}

function fitting(sign) {
  if (sign >= " " && sign <= "~") return true;
  if (LINES.test(sign)) return false;
  if (!fits.has(sign)) fits.set(sign, Math.abs(pen.measureText(sign).width - natural) < 0.05);
  return fits.get(sign);
}
