"""`chatbot ask`: one question, one answer."""

from chatbot.answer import Answer
from chatbot.cli import streams
from chatbot.cli.opening import EarlyCard, open_bot
from chatbot.cli.options import Options
from chatbot.encoding import dump, encode_answer
from chatbot.errors import InputError
from chatbot.frozen import replace
from chatbot.rendering import render_answer, render_explanation

_INDENT = 2


def ask(options: Options) -> int:
    """Answer the question given as arguments, else the one on stdin; return the exit code."""
    if options.jsonl:
        if options.words:
            raise InputError("--jsonl reads its questions from standard input", "Pipe them in.")
        from chatbot.cli.batch import answer_lines

        return answer_lines(options)
    question = " ".join(options.words) if options.words else streams.read_question()
    early = EarlyCard(options, question)
    bot = open_bot(options, early.note)
    answer = bot.reply(question)
    if options.json:
        encoded = encode_answer(answer, bot, explain=options.explain)
        streams.write(dump(encoded, indent=_INDENT))
    else:
        shown = replace(answer, care=None) if answer.care == early.shown else answer
        streams.write(render_answer(shown, bot.say))
        if options.explain:
            streams.write("\nHow this was found\n" + render_explanation(answer))
    return exit_code(answer)


def exit_code(answer: Answer) -> int:
    """4 for an emergency or urgent card, 3 for nothing found, else 0."""
    return {"urgent": 4, "abstain": 3}.get(answer.kind, 0)
