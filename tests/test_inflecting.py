"""A word and its inflections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.pack.inflecting import inflections


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("fall", "fall falls fell fallen falling"),
        ("break", "break breaks broke broken breaking"),
        ("be", "be am is are was were been being im ive"),
        ("foot", "foot feet"),
        ("child", "child children"),
        ("die", "die dies died dying"),
        ("can", "can"),
        ("walk", "walk walks walked walking"),
        ("take", "take takes took taken taking"),
        ("move", "move moves moved moving"),
        ("cough", "cough coughs coughed coughing"),
        ("stretch", "stretch stretches stretched stretching"),
        ("pass", "pass passes passed passing"),
        ("worry", "worry worries worried worrying"),
        ("stay", "stay stays stayed staying"),
        ("need", "need needs needed needing"),
        ("row", "row rows rowed rowing"),
    ],
)
def test_all_forms(word: str, forms: str) -> None:
    """Irregular words come from the table, the others follow the spelling rules."""
    assert inflections(word) == set(forms.split())


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("stop", "stopped"),
        ("stop", "stopping"),
        ("trip", "tripped"),
        ("jog", "jogging"),
        ("slip", "slipped"),
        ("travel", "travelled"),
        ("travel", "traveled"),
        ("dose", "doses"),
        ("fracture", "fractured"),
        ("vertebra", "vertebrae"),
        ("agree", "agreeing"),
        ("panic", "panicking"),
        ("tie", "tying"),
        ("tomato", "tomatoes"),
        ("calf", "calves"),
    ],
)
def test_one_form(word: str, form: str) -> None:
    """A form that people write is among the inflections, however it is spelled."""
    assert form in inflections(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("leg", "legal"),
        ("pain", "painkiller"),
        ("act", "action"),
        ("strong", "stronger"),
        ("safe", "safely"),
        ("fell", "fall"),
    ],
)
def test_no_other_words(word: str, other: str) -> None:
    """Derivations and base forms are other words: a rule that wants them says so."""
    assert other not in inflections(word)


@pytest.mark.parametrize("word", ["iu", "2.5", "d3", "t", "1,000", "骨密度"])
def test_short_words_and_numbers_have_one_form(word: str) -> None:
    """What is too short or no word of letters is only itself, unless it is in the table."""
    assert word in inflections(word)
    assert word.isalpha() or inflections(word) == {word}


@given(st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=12))
def test_a_word_is_a_form_of_itself(word: str) -> None:
    """Whatever the word, it is heard as it stands, and there are never many forms."""
    forms = inflections(word)
    assert len(forms) <= 10
    assert word in forms
