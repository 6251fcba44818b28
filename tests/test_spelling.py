"""Words that are no words are repaired, visibly; everything else is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.answer import Correction
from chatbot.conversation.spelling import Speller, sound_of, targets_of
from chatbot.pack.records import Pack
from chatbot.pack.words import fold
from chatbot.retrieval.terms import STOPWORDS


def repaired(bot: Chatbot, text: str) -> str:
    """The text as it is searched."""
    return bot.steps.speller.repair(text)[0]


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("bisfosfonates side efects", "bisphosphonates side effects"),
        ("calcuim", "calcium"),
        ("Calcuim", "calcium"),
        ("calsium", "calcium"),
        ("ostopenia", "osteopenia"),
        ("osteopinia", "osteopenia"),
        ("osteoperosis", "osteoporosis"),
        ("osteoporisis", "osteoporosis"),
        ("alendronat", "alendronate"),
        ("fosomax", "fosamax"),
        ("prolea", "prolia"),
        ("denosumad", "denosumab"),
        ("excercise", "exercise"),
        ("menapause", "menopause"),
        ("fractuer", "fracture"),
        ("vertabrae", "vertebrae"),
        ("kyfosis", "kyphosis"),
        ("protien", "protein"),
        ("magnezium", "magnesium"),
        ("symtoms", "symptoms"),
        ("diagnosys", "diagnosis"),
        ("medicashun", "medication"),
        ("suplements", "supplements"),
        ("bonedensity", "bone density"),
        ("is there something that bilds new boan", "is there something that builds new bone"),
        ("explane", "explain"),
        ("wory", "worry"),
        ("ostopina", "osteopenia"),
        ("walkin and liftin, goin up", "walking and lifting, going up"),
        ("movments", "movements"),
        ("stoping", "stopping"),
        ("quik", "quick"),
        ("dexa scna, whta is it?", "dexa scan, what is it?"),
    ],
)
def test_what_is_repaired(bot: Chatbot, typed: str, searched: str) -> None:
    """A misspelt word becomes the nearest word of documents, lexicon or rules."""
    assert repaired(bot, typed) == searched


@pytest.mark.parametrize(
    "word",
    [
        *"vomiting shoulder bleeding bending tingling dizzy numb scared swelling swallow".split(),
        *"breathless stroke heart jaw sneeze stool saddle groin rash faint".split(),
        *"France capital garden mother quickly whose spectacular".split(),
        *"alendronate Fosamax Prolia denosumab romosozumab teriparatide raloxifene Evenity".split(),
        *"letrozole omeprazole levothyroxine warfarin prednisolone ibuprofen metformin".split(),
        *"don't can't isn't doesn’t won't hasn't wasn't couldn't aren't".split(),
        *"dont cant isnt didnt hasnt wont doesnt havent arent".split(),
        *"cardio osteocytes sclerostin moringa wats thay wich".split(),
        *"teh hmm xyzzyq qwertyuiop D3 L1-L4 2.5".split(),
        *"wasnt werent wouldnt couldnt mustnt neednt".split(),
        *"caltrate hypocalcemia hypocalcaemia perianal".split(),
        *"backend nana clonic grandkids valerate".split(),
        *"colour favourite behaviour organise recognised centre oestrogen travelling catalogue".split(),
    ],
)
def test_what_stays(bot: Chatbot, word: str) -> None:
    """An English word, a drug, a lexicon word, a red-flag word and a negation are never touched."""
    assert repaired(bot, word) == word


def test_small_words_stay(bot: Chatbot) -> None:
    """The words that say how something is asked are known, however they are written."""
    assert {word: repaired(bot, word) for word in STOPWORDS if repaired(bot, word) != word} == {}


def test_names_of_the_lexicon_stay(bot: Chatbot, pack: Pack) -> None:
    """No name of any concept is ever taken for a misspelt one."""
    names = [name for concept in pack.concepts for name in concept.words]
    assert [name for name in names if repaired(bot, name) != name] == []


def test_words_of_the_documents_stay(bot: Chatbot) -> None:
    """No word that stands in a document is ever taken for a misspelt one."""
    for document in bot.documents.values():
        text = document.text[document.text.index("+++\n", 4) :]
        assert bot.steps.speller.repair(text) == (text, ())


def test_repairs_are_shown() -> None:
    """Each repaired word is listed once, as typed and as searched; the rest keeps its signs."""
    speller = Speller(lambda word: word in ("is", "my"), lambda: targets_of({"calcium": 1}))
    text, corrections = speller.repair("Is my CALCUIM calcuim? (calcuim!)")
    assert text == "Is my calcium calcium? (calcium!)"
    assert corrections == (Correction("CALCUIM", "calcium"), Correction("calcuim", "calcium"))


def test_of_equals_the_word_seen_more_often_wins() -> None:
    """Two words at the same distance: the more frequent one, then the alphabet."""
    for counts, best in [
        ({"care": 1, "cats": 5}, "cats"),
        ({"cats": 1, "care": 5}, "care"),
        ({"cats": 1, "care": 1}, "care"),
    ]:
        targets = targets_of(counts)
        assert Speller(lambda _: False, lambda t=targets: t).repair("cate")[0] == best


def test_a_long_word_is_known_by_its_consonants() -> None:
    """Only where nothing is nearer, and only a word that is often used."""
    often, seldom = (targets_of({"osteopenia": seen}) for seen in (90, 2))
    for targets, better in ((often, "osteopenia"), (seldom, "ostopina")):
        assert Speller(lambda _: False, lambda t=targets: t).repair("ostopina")[0] == better


def test_a_word_of_the_documents_is_nearer_than_a_name() -> None:
    """Sound counts before letters, and what the documents use before what is only listed."""
    targets = targets_of({"boat": 1, "bone": 90, "bills": 1, "builds": 7, "golf": 1, "goal": 9})
    speller = Speller(lambda _: False, lambda: targets)
    assert speller.repair("bilds boan goaf")[0] == "builds bone goal"


def test_the_word_list_is_read_late() -> None:
    """While every word is known nobody asks for the words to repair to."""

    def asked() -> list[object]:
        pytest.fail("the list was read")

    assert Speller(lambda _: True, asked).repair("all of this is known")[1] == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("bisphosphonate", "bisfosfonate"),
        ("kyphosis", "kifosis"),
        ("calcium", "kalsium"),
        ("bone", "boan"),
        ("mean", "meen"),
        ("builds", "bilds"),
        ("fatigue", "fateeg"),
    ],
)
def test_words_that_sound_alike(left: str, right: str) -> None:
    """Spellings of one sound are one sound."""
    assert sound_of(left) == sound_of(right)


@given(st.text(st.sampled_from("abcdeo nst'.,1-é"), max_size=40))
def test_a_repair_touches_nothing_but_words(bot: Chatbot, text: str) -> None:
    """Signs, numbers and blanks come out of a repair as they went in, and corrections say all."""
    after, corrections = bot.steps.speller.repair(text)
    bare = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?: [^\W\d_]+)?")
    if not corrections:
        assert after == text
    else:
        assert re.sub(r"[\w' ]", "", fold(after)) == re.sub(r"[\w' ]", "", fold(text))
        assert all(bare.fullmatch(item.searched) for item in corrections)
        assert all(item.typed in text and item.searched in after for item in corrections)
