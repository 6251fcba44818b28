"""`chatbot batch`: a file of questions into a file of answers, with a progress bar."""

from pathlib import Path

from chatbot.batch.files import Target, answer_questions, read_questions
from chatbot.cli import streams
from chatbot.cli.opening import open_bot
from chatbot.cli.options import Options
from chatbot.errors import InputError
from chatbot.saving import TakenError

_MOST_NAMED = 20


def answer_file(options: Options) -> int:
    """Answer a file; 2 if some of its lines were bad, 1 if we failed on one, else 0."""
    target = Target(Path(options.answers), replace=options.force, explain=options.explain)
    try:
        rows = read_questions(Path(options.questions), target)
    except TakenError as error:
        raise InputError(error.message, f"{error.hint} --force replaces it.") from error
    bot = open_bot(options)
    from chatbot.evaluation.progress import Progress

    progress = Progress("Answering", len(rows))
    try:
        report = answer_questions(rows, bot, target, progress.tick)
    finally:
        progress.close()
    for line in report.bad[:_MOST_NAMED]:
        streams.complain(line)
    if len(report.bad) > _MOST_NAMED:
        streams.complain(f"{len(report.bad) - _MOST_NAMED} more lines were bad")
    streams.note(f"{report.answered} of {report.asked} questions answered: {target.path}")
    return report.code
