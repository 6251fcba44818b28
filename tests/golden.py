"""Golden conversations: a heading that names the rule, `> question`, then the exact answer.

A page may hold several conversations; each `# heading` starts a new one.
"""

from pathlib import Path

from chatbot import Chatbot
from chatbot.answer import Turn
from chatbot.rendering import render_answer

FOLDER = Path(__file__).parent / "conversations"
PAGES = sorted(FOLDER.glob("*.md"))


def replay(bot: Chatbot, page: str) -> str:
    """The page with each question answered anew, in the turns of its conversation."""
    lines: list[str] = []
    turns: list[Turn] = []
    for line in page.split("\n"):
        if line.startswith("# "):
            turns = []
            lines += [line, ""]
        elif line.startswith("> "):
            question = line.removeprefix("> ")
            answer = bot.reply(question, turns)
            turns.append(Turn(question, answer))
            lines += [line, "", render_answer(answer, bot.say), ""]
    return "\n".join(lines)
