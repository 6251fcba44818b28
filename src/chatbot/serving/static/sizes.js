// The size of the text: by the address, by two buttons, and kept in the address.

export const USUAL = 16;
const SIZES = [10, 12, 14, USUAL, 18, 20, 24, 28, 32, 40, 48];

const address = new URL(location.href);

/** The size in pixels that the address asks for, or null. */
export function asked() {
  const size = Number.parseInt(address.searchParams.get("size"), 10);
  return Number.isFinite(size) ? Math.min(Math.max(size, SIZES[0]), SIZES.at(-1)) : null;
}

/** The smallest size that there is. */
export function smallest() {
  return SIZES[0];
}

/** Let A− and A+ call wear(size), from size() on; fits(size) says what there is room for. */
export function buttons(size, wear, fits = () => true) {
  const grow = (by) => {
    const at = SIZES.findLastIndex((some) => some <= size());
    const next = by > 0 ? SIZES[at + 1] : SIZES[SIZES[at] < size() ? at : at - 1];
    if (next === undefined || (by > 0 && !fits(next))) return;
    address.searchParams.set("size", next);
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("a[data-page]")) link.search = address.search;
    wear(next);
  };
  for (const link of document.querySelectorAll("a[data-page]")) link.search = address.search;
  document.getElementById("smaller").addEventListener("click", () => grow(-1));
  document.getElementById("larger").addEventListener("click", () => grow(1));
}
