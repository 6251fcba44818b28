// The line to the server: connects, says, hears, and takes a lost connection up again.

const TRIES = 6; // to connect again; the server waits about as long
const FIRST_PAUSE = 500; // milliseconds; each pause after it is twice as long

const notice = document.getElementById("notice");
const over = document.getElementById("ended");

let socket = null;
let talk = ""; // the name of the conversation, to go on with it on another connection
let tries = 0;
let ended = false;

/** Say something to the server; nothing is kept for later. */
export function send(...message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

/** Connect: first() is what to say at the beginning; hears[key](message) takes what comes. */
export function open(first, hears) {
  socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/talk`);
  socket.addEventListener("open", () => {
    if (talk) send("resume", talk);
    else send(...first());
    hears.connected?.();
  });
  socket.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    for (const key of Object.keys(message)) (hears[key] ?? every[key])?.(message);
  });
  socket.addEventListener("close", () => again(first, hears));
}

/** Say something about the page, not the conversation. */
export function tell(words) {
  notice.textContent = words;
}

// What every page is told

const every = {
  talk(message) {
    talk = message.talk;
    tries = 0;
    tell("");
  },
  notice(message) {
    tell(message.notice);
  },
  file(message) {
    save(message.file);
  },
  end(message) {
    end(message.end);
  },
};

function again(first, hears) {
  if (ended) return;
  if (!talk || tries >= TRIES) {
    end("The connection was lost, and the conversation with it. Nothing was kept.");
    return;
  }
  tell("The connection was lost. Trying again …");
  setTimeout(open, FIRST_PAUSE * 2 ** tries, first, hears);
  tries += 1;
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
  over.querySelector("p").textContent = words;
  over.showModal();
}

over.addEventListener("close", () => location.reload());
addEventListener("pagehide", () => send("leave"));
