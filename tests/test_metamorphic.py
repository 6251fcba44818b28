"""Changes that must not change the answer: case, marks, and a document about something else."""

import shutil
from pathlib import Path

import pytest

from chatbot import Answer, Chatbot
from chatbot.pack.files import builtin_folder

QUESTIONS = [
    "What is osteopenia?",
    "My T-score is -1.8, what does that mean?",
    "How much calcium and vitamin D a day?",
    "What are the side effects of bisphosphonates?",
    "Can't osteoporosis be reversed?",
    "How much does a DXA scan cost?",
    "Should I stop alendronate?",
    "What is the capital of France?",
]


def substance(answer: Answer) -> tuple[object, ...]:
    """What must stay: the kind, the scores, and which words are quoted from where."""
    places = tuple((quote.document, quote.start, quote.end) for quote in answer.quotes)
    return answer.kind, places, tuple((score.kind, score.value) for score in answer.scores)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda text: text.replace("'", "’"),
        lambda text: text.replace(" -", " \u2212"),
        lambda text: f"  {text}\n",
        lambda text: f"“{text}”",
    ],
    ids=["upper", "lower", "curly apostrophe", "true minus", "blanks", "quotation marks"],
)
def test_the_way_it_is_typed_does_not_matter(bot: Chatbot, question: str, change: object) -> None:
    """Case, blanks, quotation marks and the sort of dash change neither kind nor quotes."""
    assert callable(change)
    assert substance(bot.reply(change(question))) == substance(bot.reply(question))


def test_a_document_about_something_else_changes_nothing(tmp_path: Path, bot: Chatbot) -> None:
    """With a document on tulips beside them, the same passages are quoted first."""
    folder = tmp_path / "pack"
    shutil.copytree(builtin_folder(), folder)
    header = (
        '+++\nid = "tulips"\ntitle = "Tulips"\nsource = "A leaflet"\nsource_file = "t.txt"\n+++\n'
    )
    text = (
        "\n# Tulips\n\n## Planting\n\nTulips are planted in autumn, three times as deep as wide.\n"
    )
    (folder / "documents" / "tulips.md").write_text(header + text, encoding="utf-8")
    other = Chatbot.open(folder, cache=False)
    for question in QUESTIONS:
        before, after = bot.reply(question), other.reply(question)
        assert after.kind == before.kind
        assert [q.passage for q in after.quotes[:1]] == [q.passage for q in before.quotes[:1]]
