"""Records that cost little at start-up are dataclasses to everybody who meets them."""

import copy
import dataclasses
import pickle

import pytest

from chatbot.answer import Answer, Care, Confidence, Context, Quote
from chatbot.frozen import asdict, dataclass, field, replace
from chatbot.pack.records import RuleFile

CARD = Care("urgent", "fall", "A fall", "Call.", "general")


@dataclass(frozen=True, slots=True)
class Example:
    """A record as the program has them."""

    name: str
    inner: tuple[Confidence, ...] = ()
    table: dict[str, int] = field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same record by the standard library."""

    name: str
    inner: tuple[Confidence, ...] = ()
    table: dict[str, int] = dataclasses.field(default_factory=dict)


def test_fields_are_given_by_place_or_name_and_have_defaults() -> None:
    """A record is made as a dataclass is, and each has a default of its own."""
    first, second = Example("a"), Example(name="a")
    assert (first.name, first.inner, first.table) == ("a", (), {})
    assert first.table is not second.table
    assert Example("a", (), {"b": 1}).table == {"b": 1}
    assert RuleFile().lists == {}


@pytest.mark.parametrize(
    "call", [lambda c: c(), lambda c: c("a", (), {}, 1), lambda c: c("a", nam=1)]
)
def test_wrong_fields_are_refused(call: object) -> None:
    """Too few, too many and unknown fields are a TypeError, before and after the first record."""
    for _ in range(2):
        with pytest.raises(TypeError):
            call(Example)  # type: ignore[operator]


def test_many_records_are_made_as_the_first_ones_are() -> None:
    """A class that gets an `__init__` of its own after a while makes the same records by it."""

    @dataclass(frozen=True, slots=True)
    class Many:
        name: str
        number: int = 1
        table: dict[str, int] = field(default_factory=dict)

    for make in (lambda: Many("a"), lambda: Many("a", 1), lambda: Many(number=1, name="a")):
        records = [make() for _ in range(150)]
        assert {(r.name, r.number, tuple(r.table)) for r in records} == {("a", 1, ())}
        assert len({id(record.table) for record in records}) == 150
        with pytest.raises(TypeError):
            Many("a", name="b")  # type: ignore[misc]


def test_a_record_is_frozen() -> None:
    """Nothing can be set, added or deleted."""
    for name in ("title", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(CARD, name, "x")
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(CARD, name)
    assert not hasattr(CARD, "__dict__")


def test_equal_by_class_and_values() -> None:
    """Records are equal, and hash alike, if class and values are equal."""
    same = Care(**asdict(CARD))
    assert (same == CARD, hash(CARD) == hash(same)) == (True, True)
    assert replace(CARD, title="x") != CARD
    assert Context("note", "a", 0, 1) != ("note", "a", 0, 1)


def test_words_of_a_record() -> None:
    """Its representation is that of a dataclass."""
    inner = (Confidence("low", 0.5),)
    assert repr(Example("a", inner)) == repr(Standard("a", inner)).replace("Standard", "Example")


def test_the_standard_library_takes_it() -> None:
    """`dataclasses.replace`, `asdict`, `fields` and pattern matching work, and so do copies."""
    record, twin = Example("a", (Confidence("low", 0.5),)), Standard("a", (Confidence("low", 0.5),))
    assert dataclasses.is_dataclass(record)
    assert dataclasses.asdict(record) == asdict(record) == dataclasses.asdict(twin)
    assert [f.name for f in dataclasses.fields(Example)] == ["name", "inner", "table"]
    assert (
        dataclasses.replace(record, name="b")
        == replace(record, name="b")
        == Example("b", record.inner)
    )
    assert copy.deepcopy(CARD) == copy.copy(CARD) == pickle.loads(pickle.dumps(CARD)) == CARD  # noqa: S301
    match CARD:
        case Care(level, rule):
            assert (level, rule) == ("urgent", "fall")


def test_the_description_of_the_fields_is_made_once() -> None:
    """Each `dataclasses.replace` reads it; a document of many sections asks thousands of times."""
    assert Example.__dataclass_fields__ is Example.__dataclass_fields__
    assert "__dataclass_fields__" in vars(Example)


def test_methods_and_properties_stay() -> None:
    """What a class defines besides its fields is kept."""
    quote = Quote(0, "abc", "d", "A Guide", "Diet", "d#diet/1", "", None, 0, 3, "", restated=True)
    assert (quote.length, quote.citation[:13]) == (3, "Restated from")
    assert Answer("q", "answer", "m", "d").confidence == Confidence("low", 0.0)
