// The screen on a page: shows what comes, sends what the person does.

import { bind, listen } from "./input.js";
import { open, send } from "./line.js";
import { draw, room, wear, widthAt } from "./screen.js";
import { asked, buttons, smallest, USUAL } from "./sizes.js";

const FEWEST_COLUMNS = 20; // a larger text than this leaves room for is no help
const COMFORT_COLUMNS = 40;

const keys = document.getElementById("keys");

let size = USUAL;
let cursor = [0, 0];

// The size of the text

function firstSize() {
  const wanted = asked();
  if (wanted) return wanted;
  let most = USUAL;
  wear(most);
  while (most > smallest() && widthAt(most) * COMFORT_COLUMNS > innerWidth) most -= 1;
  return most;
}

function refit() {
  wear(size);
  send("size", ...room());
}

// What comes from the conversation

const hears = {
  connected: refit,
  rows(message) {
    draw(message.size, message.rows);
    cursor = message.cursor;
    keys.style.left = `calc(${cursor[0]} * var(--cell))`;
    keys.style.top = `calc(${cursor[1]} * var(--row))`;
  },
  keys(message) {
    bind(message.keys);
  },
  copy(message) {
    copy(message.copy);
  },
  link(message) {
    const link = document.querySelector("#linking a");
    link.href = link.textContent = message.link;
    document.getElementById("linking").showModal();
  },
};

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission, or no clipboard outside of https and this computer.
    const box = document.querySelector("#copying textarea");
    box.value = text;
    document.getElementById("copying").showModal();
    box.select();
  }
}

function toKeys() {
  keys.focus({ preventScroll: true });
}

// Beginning

size = firstSize();
wear(size);
open(() => ["open", ...room(), matchMedia("(prefers-color-scheme: light)").matches], hears);
toKeys();
listen(send, () => cursor);
new ResizeObserver(refit).observe(document.getElementById("screen"));

// The line of buttons

buttons(
  () => size,
  (next) => {
    size = next;
    refit();
    toKeys();
  },
  (next) => widthAt(next) * FEWEST_COLUMNS <= innerWidth,
);
for (const button of document.querySelectorAll("button[data-action]")) {
  button.addEventListener("click", () => {
    send("do", button.dataset.action);
    toKeys();
  });
}
for (const dialog of document.querySelectorAll("#copying, #linking")) {
  dialog.addEventListener("close", toKeys);
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "F6") return;
  event.preventDefault();
  const inBar = document.activeElement.closest("header");
  (inBar ? keys : document.getElementById("larger")).focus({ preventScroll: true });
});
