"""A word and its inflections, by rule and a table of irregular words; no derivations.

Used when a pack is compiled, so that a phrase that says "fall" also hears "fell".
"""

from functools import lru_cache

_IRREGULAR = """
be am is are was were been being im ive
have has had having ive
do does did done doing
go goes went gone going
get gets got gotten getting
fall falls fell fallen falling
break breaks broke broken breaking
feel feels felt feeling
lose loses lost losing
take takes took taken taking
come comes came coming
give gives gave given giving
can can
know knows knew known knowing
think thinks thought thinking
say says said saying
tell tells told telling
hurt hurts hurting
hit hits hitting
cut cuts cutting
put puts putting
quit quits quitting
let lets letting
stand stands stood standing
sit sits sat sitting
lie lies lay lain lying
rise rises rose risen rising
sleep sleeps slept sleeping
wake wakes woke woken waking waked
keep keeps kept keeping
bend bends bent bending
swell swells swelled swollen swelling
eat eats ate eaten eating
drink drinks drank drunk drinking
swallow swallows swallowed swallowing
breathe breathes breathed breathing
speak speaks spoke spoken speaking
see sees saw seen seeing
begin begins began begun beginning
choose chooses chose chosen choosing
forget forgets forgot forgotten forgetting
leave leaves left leaving
lead leads led leading
mean means meant meaning
shrink shrinks shrank shrunk shrunken shrinking
wet wets wetted wetting
bleed bleeds bled bleeding
shake shakes shook shaken shaking
slide slides slid sliding
run runs ran running
swim swims swam swum swimming
throw throws threw thrown throwing
catch catches caught catching
buy buys bought buying
bring brings brought bringing
build builds built building
hold holds held holding
find finds found finding
grow grows grew grown growing
kill kills killed killing
die dies died dying
foot feet
tooth teeth
child children
man men
woman women
person people persons
vertebra vertebrae vertebras
mouse mice
calf calves
panic panics panicked panicking
tie ties tied tying
"""
_TABLE = {line.split()[0]: tuple(line.split()) for line in _IRREGULAR.split("\n") if line}
_VOWELS = "aeiou"
_SHORTEST = 3


@lru_cache(maxsize=4096)
def inflections(word: str) -> frozenset[str]:
    """The word and its forms in -s, -ed and -ing.

    Over-generation is harmless: a form that nobody writes never matches.

    >>> sorted(inflections("fall"))
    ['fall', 'fallen', 'falling', 'falls', 'fell']
    >>> sorted(inflections("stop"))
    ['stop', 'stoped', 'stoping', 'stopped', 'stopping', 'stops']
    """
    if word in _TABLE:
        return frozenset(_TABLE[word])
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset((word,))
    forms = {word}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(word + "es")
    elif word.endswith("y") and word[-2] not in _VOWELS:
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
        return frozenset(forms)
    else:
        forms.add(word + "s")
    if word.endswith("o"):
        forms.add(word + "es")
    if word.endswith("ee"):
        forms |= {word + "d", word + "ing"}
    elif word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    else:
        forms |= {word + "ed", word + "ing"}
        if word[-1] not in _VOWELS + "wxys" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
            forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)
