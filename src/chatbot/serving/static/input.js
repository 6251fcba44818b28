// Turns what the person does with keys, mouse and fingers into messages.

import { cellAt, rowHeight } from "./screen.js";

const screen = document.getElementById("screen");
const keys = document.getElementById("keys");

const NAMED = {
  Enter: "enter", Tab: "tab", Backspace: "backspace", Escape: "escape", Insert: "insert",
  Delete: "delete", Home: "home", End: "end", PageUp: "pageup", PageDown: "pagedown",
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
};
for (let number = 1; number <= 12; number += 1) NAMED[`F${number}`] = `f${number}`;
// Some keys stay with the browser: reload, full screen, its tools, the way to our buttons …
const BROWSERS = new Set(["f5", "f6", "f11", "f12"]);
// … and with Ctrl all but these: find, print, new window, larger and smaller.
const WITH_CTRL = new Set("acdekpquxyz");
const TAP = 10; // pixels that a finger may slip in a tap
const MOST = 100_000; // signs of a paste, ten times what a question may have
const NOTCH = 40; // pixels of a wheel that make a step

// Whatever is typed follows this sign, so that a phone's keyboard has something to take back.
const ANCHOR = "\u00a0";

let bound = new Set(); // what a configuration calls for, the browser's own keys among it

/** Learn which keys act: {action: [key, ...], ...}; F6 always leads to the buttons. */
export function bind(actions) {
  bound = new Set(Object.values(actions).flat());
  bound.delete("f6");
}

/** Send what the person does; cursor() tells the column and row of the cursor. */
export function listen(send, cursor) {
  listenToKeys(send);
  listenToMouse(send, cursor);
  listenToFingers(send);
}

function listenToKeys(send) {
  rest();
  keys.addEventListener("keydown", (event) => {
    const key = event.isComposing ? null : keyOf(event);
    if (key) {
      event.preventDefault();
      send("key", key);
    }
  });
  keys.addEventListener("beforeinput", (event) => {
    if (event.inputType.startsWith("delete") && !event.isComposing) {
      event.preventDefault();
      send("key", event.inputType.endsWith("Forward") ? "delete" : "backspace");
    } else if (event.inputType === "insertLineBreak") {
      event.preventDefault();
      send("key", "enter");
    }
  });
  keys.addEventListener("input", (event) => event.isComposing || typed(send));
  keys.addEventListener("compositionend", () => typed(send));
  keys.addEventListener("paste", (event) => {
    event.preventDefault();
    send("paste", event.clipboardData.getData("text/plain").slice(0, MOST));
  });
}

function typed(send) {
  const text = keys.value.replace(ANCHOR, "");
  rest();
  if (text) send("text", text);
}

function rest() {
  keys.value = ANCHOR;
}

function keyOf(event) {
  if (event.metaKey || event.altKey) return null;
  const named = NAMED[event.key];
  if (named) {
    const held = `${event.ctrlKey ? "ctrl+" : ""}${event.shiftKey ? "shift+" : ""}`;
    return held || !BROWSERS.has(named) || bound.has(named) ? held + named : null;
  }
  if (!event.ctrlKey || event.shiftKey) return null;
  const letter = event.key.toLowerCase();
  const copies = letter === "c" && !getSelection().isCollapsed;
  const ours = WITH_CTRL.has(letter) || bound.has(`ctrl+${letter}`);
  return ours && !copies ? `ctrl+${letter}` : null;
}

function listenToMouse(send, cursor) {
  let over = "";
  let turned = 0;
  const press = (event) => {
    if (!getSelection().isCollapsed) return false; // text was marked, nothing was meant
    const [x, y] = cellAt(event.clientX, event.clientY);
    send("mouse", "move", x, y);
    send("mouse", "down", x, y);
    send("mouse", "up", x, y);
    // A tap brings up a phone's keyboard only where one would type.
    const touched = event.pointerType === "touch" && Math.abs(cursor()[1] - y) > 1;
    if (!touched) keys.focus({ preventScroll: true });
    return true;
  };
  // A row that is drawn anew while the button is down, as hovering does, leaves the browser without
  // a click to tell: where the button came up is known all the same. Where a click is told as well,
  // it is the same one; not every browser says what kind of pointer it came from.
  let down = false;
  let done = false;
  screen.addEventListener("pointerdown", (event) => {
    done = false;
    down = event.pointerType === "mouse" && event.button === 0;
  });
  screen.addEventListener("pointerup", (event) => {
    done = down && press(event);
    down = false;
  });
  screen.addEventListener("click", (event) => {
    if (!done) press(event);
    done = false;
  });
  screen.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    const [x, y] = cellAt(event.clientX, event.clientY);
    if (over !== `${x} ${y}`) send("mouse", "move", x, y);
    over = `${x} ${y}`;
  });
  screen.addEventListener("wheel", (event) => {
    if (event.ctrlKey) return; // that makes the page larger
    event.preventDefault();
    turned += event.deltaMode ? event.deltaY * rowHeight() : event.deltaY;
    turned = steps(send, turned, NOTCH, event);
  }, { passive: false });
}

function listenToFingers(send) {
  let from = null;
  let moved = 0;
  screen.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0].clientY : null;
    moved = 0;
  }, { passive: true });
  screen.addEventListener("touchmove", (event) => {
    if (from === null || event.touches.length !== 1) return;
    const touch = event.touches[0];
    if (!moved && Math.abs(touch.clientY - from) < TAP) return;
    moved += from - touch.clientY;
    from = touch.clientY;
    moved = steps(send, moved, rowHeight() * 2, touch) || 0.1;
  }, { passive: true });
}

// Send a turn of the wheel for every `size` pixels; return the pixels that are left.
function steps(send, pixels, size, place) {
  const [x, y] = cellAt(place.clientX, place.clientY);
  const count = Math.trunc(pixels / size);
  for (let step = 0; step < Math.abs(count); step += 1) {
    send("mouse", count > 0 ? "wheel-down" : "wheel-up", x, y);
  }
  return pixels - count * size;
}
