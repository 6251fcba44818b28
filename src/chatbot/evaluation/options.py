"""The options of `chatbot eval`, and where its files are."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import chatbot
from chatbot.errors import InputError
from chatbot.evaluation.questions import Question, read_questions

PARTS = ("dev", "dev-lay", "dev-near", "test", "test-2", "test-3")
TUNED = PARTS[:2]


def home() -> Path | None:
    """The checkout that the program runs from, or that one stands in; None if there is none."""
    code = Path(chatbot.__file__).resolve()
    for folder in (code.parents[2], Path()):
        if (folder / "eval" / "questions").is_dir():
            return folder.absolute()
    return None


def inside(*names: str) -> Path:
    """A file of the checkout. Raises InputError in an installed copy."""
    folder = home()
    if folder is None:
        raise InputError(
            f"{'/'.join(names)} is not here: only a checkout of the project holds it",
            "Name a file, or run this inside a checkout.",
        )
    return folder.joinpath(*names)


class _Parser(argparse.ArgumentParser):
    """Argparse with our kind of error."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message, f"See: {self.prog} --help")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options. Raises InputError for bad usage."""
    parser = _Parser(
        prog="chatbot eval",
        description="Ask questions with known answers, and say how well the bot answers them.",
        epilog="Exit codes: 0 done, 2 bad usage or input, 5 differs from the baseline.",
    )
    add = parser.add_argument
    asking = parser.add_argument_group("questions")
    add("--corpus", type=Path, metavar="DIR", help="another pack than the built-in one")
    add("--json", action="store_true", help="figures as JSON")
    add("--missed", action="store_true", help="list all missed questions, not only 15")
    add("--report", type=Path, metavar="FILE", help="write an HTML report with charts")
    add("--run", type=Path, metavar="FILE", help="write the rankings as a TREC run file")
    add("--qrels", type=Path, metavar="FILE", help="write the relevant passages as TREC qrels")
    ask = asking.add_argument
    ask(
        "--questions",
        type=Path,
        action="append",
        metavar="FILE",
        help="JSONL, repeatable (default: all six in eval/questions)",
    )
    ask("--slice", metavar="NAME", help="only the questions of one slice")
    ask(
        "--baseline",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="FILE",
        help="fail on a fall, and on a rise that is not recorded (default: eval/baseline.json)",
    )
    ask("--record", action="store_true", help="write the figures as the new baseline")
    other = parser.add_argument_group("instead of questions and answers")
    only = other.add_mutually_exclusive_group().add_argument
    only(
        "--calibrate",
        action="store_true",
        help="fit the gate to the questions (default: dev and dev-lay) and write calibration.toml",
    )
    only(
        "--red-flags",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="FILE",
        help="care cards on messages (default: tests/data/red_flags_frozen.jsonl)",
    )
    only("--collection", type=Path, metavar="DIR", help="BM25 on a collection in BEIR layout")
    return parser.parse_args(argv)


def question_sets(
    files: Sequence[Path] | None, parts: Sequence[str], only: str | None
) -> dict[str, list[Question]]:
    """The questions by the names of their files, of one slice if `only` names it.

    Raises InputError for files that cannot be used, and for an id or a name used twice.
    """
    chosen = files or [inside("eval", "questions", f"{name}.jsonl") for name in parts]
    sets: dict[str, list[Question]] = {}
    places: dict[str, str] = {}
    for path in chosen:
        if path.stem in sets:
            raise InputError(f'{path}: there are two files of the name "{path.stem}"')
        questions = read_questions(path)
        for question in questions:
            if question.id in places:
                raise InputError(
                    f'{question.place}: the id "{question.id}" is also at {places[question.id]}'
                )
            places[question.id] = question.place
        sets[path.stem] = [q for q in questions if only is None or only in q.slices]
    if not any(sets.values()):
        raise InputError(f'No question has the slice "{only}"')
    return {name: questions for name, questions in sets.items() if questions}
