"""`chatbot eval`: options to runs, runs to text, files and an exit code."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chatbot import __version__
from chatbot.bot import Chatbot
from chatbot.errors import ChatbotError, InputError
from chatbot.evaluation import calibration, collection, redflags
from chatbot.evaluation.baseline import Comparison, compare, read_baseline, record
from chatbot.evaluation.encoding import redflags_json, results_json
from chatbot.evaluation.html import page
from chatbot.evaluation.options import PARTS, TUNED, inside, parse, question_sets
from chatbot.evaluation.progress import Progress
from chatbot.evaluation.reporting import changes_text, comparison_text, result_text
from chatbot.evaluation.results import Result, result_of
from chatbot.evaluation.trec import write_lines, write_qrels, write_run
from chatbot.pack.files import builtin_folder
from chatbot.safe_text import safe_text

DIFFERS = 5
MOST_MISSED = 15


def main(argv: Sequence[str]) -> int:
    """Run `chatbot eval` with its arguments; returns the exit code."""
    try:
        options = parse(argv)
        if options.collection is not None:
            return _collection(options)
        if options.red_flags is not None:
            return _red_flags(options)
        return _calibrate(options) if options.calibrate else _evaluate(options)
    except ChatbotError as error:
        _note(f"chatbot eval: {error}")
        return error.exit_code


def _evaluate(options: argparse.Namespace) -> int:
    sets = question_sets(options.questions, PARTS, options.slice)
    target = _baseline_file(options)
    compared = target is not None and (not options.record or target.exists())
    baseline = read_baseline(target) if target is not None and compared else None
    bot = _open(options)
    bar = Progress("asking", sum(map(len, sets.values())))
    results = [result_of(bot, name, questions, bar.tick) for name, questions in sets.items()]
    bar.close()
    part = options.slice is not None
    comparisons = [compare(baseline, item, part=part) for item in results] if baseline else []
    _write_files(options, results, comparisons)
    if options.json:
        _say(results_json(results, comparisons))
    else:
        most = None if options.missed else MOST_MISSED
        _say(*(changes_text(item) for item in comparisons))
        _say(*(result_text(result, most) for result in results))
        _say(*(comparison_text(item) for item in comparisons))
    if options.record and target:
        record(target, results, __version__)
        _note(f"Recorded in {target}")
        return 0
    if any(item.differs for item in comparisons):
        _note("The figures differ from the baseline; --record renews it.")
        return DIFFERS
    return 0


def _baseline_file(options: argparse.Namespace) -> Path | None:
    """Where the baseline is, if one is asked for."""
    if options.record and options.slice is not None:
        raise InputError("A slice alone is no baseline", "Leave out --slice or --record.")
    given: Path | None = options.baseline
    if given is not None and given != Path():
        return given
    return inside("eval", "baseline.json") if given is not None or options.record else None


def _write_files(
    options: argparse.Namespace, results: Sequence[Result], comparisons: Sequence[Comparison]
) -> None:
    outcomes = [outcome for result in results for outcome in result.outcomes]
    if options.run is not None:
        write_run(options.run, {o.question.id: o.ranking for o in outcomes}, "chatbot")
    if options.qrels is not None:
        write_qrels(options.qrels, {o.question.id: dict.fromkeys(o.relevant, 1) for o in outcomes})
    if options.report is not None:
        title = f"Evaluation of chatbot {__version__}"
        write_lines(options.report, [page(title, results, comparisons)])


def _calibrate(options: argparse.Namespace) -> int:
    folder: Path = options.corpus or builtin_folder()
    if not (folder / "pack.toml").is_file():
        raise InputError(f"{folder}: has no pack.toml", "Only a full pack keeps a calibration.")
    sets = question_sets(options.questions, TUNED, options.slice)
    bot = _open(options)
    questions = [question for group in sets.values() for question in group]
    fitted = calibration.fit(calibration.samples_of(bot, questions))
    made = f"chatbot eval --calibrate on {', '.join(sets)} ({fitted.questions} questions)"
    text = calibration.calibration_toml(fitted, bot.library.index_hash, made)
    path = folder / "calibration.toml"
    write_lines(path, [text])
    _say(text)
    _note(f"Written to {path}")
    return 0


def _red_flags(options: argparse.Namespace) -> int:
    given: Path = options.red_flags
    path = given if given != Path() else inside("tests", "data", "red_flags_frozen.jsonl")
    messages = redflags.read_messages(path)
    bot = _open(options)
    bar = Progress("saying", len(messages))
    seen = redflags.run_messages(bot, messages, bar.tick)
    bar.close()
    most = None if options.missed else MOST_MISSED
    _say(redflags_json(seen) if options.json else redflags.redflags_text(seen, most))
    return 0


def _collection(options: argparse.Namespace) -> int:
    result = collection.run_collection(options.collection, options.run)
    show = collection.collection_json if options.json else collection.collection_text
    _say(show(result))
    return 0


def _open(options: argparse.Namespace) -> Chatbot:
    return Chatbot.open(options.corpus, note=_note)


def _note(text: str) -> None:
    sys.stderr.write(" ".join(safe_text(text).split()) + "\n")


def _say(*blocks: str) -> None:
    for block in blocks:
        sys.stdout.write(safe_text(block) + ("\n\n" if len(blocks) > 1 else "\n"))
