// The page for reading: a line to type in, and what was said as headings, paragraphs and quotes.

import { open, send } from "./line.js";
import { asked, buttons, USUAL } from "./sizes.js";

const MOST = 100; // turns that stay on the page; a saved file has all
const LARGER = 1.125; // running text, beside the buttons

const log = document.getElementById("log");
const form = document.getElementById("ask");
const box = document.getElementById("line");

let size = asked() ?? Math.round(USUAL * LARGER);

function wear(next) {
  size = next;
  document.documentElement.style.fontSize = `${size}px`;
}

function say(line) {
  send("say", line);
  box.value = "";
  box.focus();
}

// What comes from the conversation

function made(tag, text, ...inside) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...inside);
  return element;
}

function lines(texts) {
  return texts.filter(Boolean).map((text) => made("p", text));
}

const makes = {
  text: ({ text }) => made("p", text),
  heading: ({ text }) => made("h3", text),
  question: ({ text }) => made("h2", text),
  quote: ({ lines: words, citation }) =>
    made("figure", "", made("blockquote", "", ...lines(words)), made("figcaption", citation)),
  card({ level, title, text, source }) {
    const card = made("section", "", made("h3", title), ...lines([text, source]));
    card.className = `card ${level}`;
    return card;
  },
  choices({ text, choices }) {
    const list = made("ol", "");
    for (const choice of choices) {
      const button = made("button", choice);
      button.type = "button";
      button.addEventListener("click", () => say(choice));
      list.append(made("li", "", button));
    }
    return made("section", "", made("h3", text), list);
  },
};

open(() => ["enter"], {
  pieces({ pieces }) {
    if (pieces[0]?.kind === "clear") log.replaceChildren();
    const shown = pieces.filter(({ kind }) => kind in makes);
    if (!shown.length) return;
    const turn = made("article", "", ...shown.map((piece) => makes[piece.kind](piece)));
    log.append(turn);
    while (log.childElementCount > MOST) log.firstElementChild.remove();
    if (log.childElementCount > 1) turn.scrollIntoView({ block: "start" });
  },
});

wear(size);
buttons(() => size, wear);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (box.value.trim()) say(box.value);
});
box.focus();
