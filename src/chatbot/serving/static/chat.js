// One page, one conversation: connects, shows what comes, sends what the person does.

import { listen } from "./input.js";
import { draw, room, wear, widthAt } from "./screen.js";

const USUAL = 16;
const SIZES = [10, 12, 14, USUAL, 18, 20, 24, 28, 32, 40, 48];
const FEWEST_COLUMNS = 20; // a larger text than this leaves room for is no help
const COMFORT_COLUMNS = 40;
const TRIES = 6; // to connect again; the server waits about as long
const FIRST_PAUSE = 500; // milliseconds; each pause after it is twice as long

const keys = document.getElementById("keys");
const notice = document.getElementById("notice");
const address = new URL(location.href);

let size = USUAL;
let cursor = [0, 0];
let ended = false;

let socket = null;
let talk = ""; // the name of the conversation, to go on with it on another connection
let tries = 0;

function send(...message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function connect() {
  socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/talk`);
  socket.addEventListener("open", () => {
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    if (talk) send("resume", talk);
    else send("open", ...room(), light);
    refit();
  });
  socket.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    for (const key of Object.keys(shows)) if (key in message) shows[key](message);
  });
  socket.addEventListener("close", reconnect);
}

function reconnect() {
  if (ended) return;
  if (!talk || tries >= TRIES) {
    end("The connection was lost, and the conversation with it. Nothing was kept.");
    return;
  }
  tell("The connection was lost. Trying again …");
  setTimeout(connect, FIRST_PAUSE * 2 ** tries);
  tries += 1;
}

function tell(words) {
  notice.textContent = words;
}

// The size of the text

function firstSize() {
  const asked = Number.parseInt(address.searchParams.get("size"), 10);
  if (Number.isFinite(asked)) return Math.min(Math.max(asked, SIZES[0]), SIZES.at(-1));
  let most = USUAL;
  wear(most);
  while (most > SIZES[0] && widthAt(most) * COMFORT_COLUMNS > innerWidth) most -= 1;
  return most;
}

function grow(by) {
  const at = SIZES.findLastIndex((some) => some <= size);
  const next = by > 0 ? SIZES[at + 1] : SIZES[SIZES[at] < size ? at : at - 1];
  if (next === undefined || (by > 0 && widthAt(next) * FEWEST_COLUMNS > innerWidth)) return;
  size = next;
  address.searchParams.set("size", size);
  history.replaceState(null, "", address);
  refit();
  keys.focus({ preventScroll: true });
}

function refit() {
  wear(size);
  send("size", ...room());
}

// What comes from the conversation

const shows = {
  rows(message) {
    draw(message.size, message.rows);
    cursor = message.cursor;
    keys.style.left = `calc(${cursor[0]} * var(--cell))`;
    keys.style.top = `calc(${cursor[1]} * var(--row))`;
  },
  talk(message) {
    talk = message.talk;
    tries = 0;
    tell("");
  },
  notice(message) {
    tell(message.notice);
  },
  copy(message) {
    copy(message.copy);
  },
  link(message) {
    const link = document.querySelector("#linking a");
    link.href = link.textContent = message.link;
    document.getElementById("linking").showModal();
  },
  file(message) {
    save(message.file);
  },
  end(message) {
    end(message.end);
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

function save({ name, kind, data }) {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: kind }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function end(words) {
  if (ended) return;
  ended = true;
  document.querySelector("#ended p").textContent = words;
  document.getElementById("ended").showModal();
}

// Beginning

size = firstSize();
wear(size);
connect();
keys.focus({ preventScroll: true });
addEventListener("pagehide", () => send("leave"));
listen(send, () => cursor);
new ResizeObserver(refit).observe(document.getElementById("screen"));

// The line of buttons

document.getElementById("smaller").addEventListener("click", () => grow(-1));
document.getElementById("larger").addEventListener("click", () => grow(1));
for (const button of document.querySelectorAll("button[data-key]")) {
  button.addEventListener("click", () => {
    send("key", button.dataset.key);
    keys.focus({ preventScroll: true });
  });
}
document.getElementById("ended").addEventListener("close", () => location.reload());
for (const dialog of document.querySelectorAll("#copying, #linking")) {
  dialog.addEventListener("close", () => keys.focus({ preventScroll: true }));
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "F6") return;
  event.preventDefault();
  const inBar = document.activeElement.closest("header");
  (inBar ? keys : document.getElementById("larger")).focus({ preventScroll: true });
});
