"""Is a message in a language that the bot cannot read? By its small words, or by its script."""

import unicodedata

from chatbot.pack.words import split_words
from chatbot.retrieval.terms import STOPWORDS

# Frequent small words of Spanish, French, German, Italian, Portuguese, Dutch, Polish and Turkish
# that are no English words, nor typed in a hurry for one ("wat").
_FOREIGN = frozenset(
    """
    el la los las una del que como cual cuales cuanto cuanta cuantos esta estoy tengo por para con
    mi su muy pero tiene puedo puede debo es y o le les des une du et est ce cette quoi quelle quel
    quels quelles comment combien pour avec sur dans je tu il elle nous vous mon ma mes ai sont qui
    der das den dem ein eine einen ist sind und oder wie viel was ich habe mein meine nicht mit fur
    bei auf kann soll wann warum welche welcher wird uber che cosa cos sono il lo gli di da per non
    piu quanto quale come o os uma um meu minha tenho como qual quais nao sim voce het een wat hoe
    van voor mijn niet zijn ben jest czy jak mam moja moje nie sie co dla ile ne nedir nasil icin
    mi ve bir kadar par jour al giorno prendere devo tous wieviel soviel
    """.split()
) - {"come", "was", "den", "des", "o", "per", "as", "os", "il", "du", "ma", "tu", "mi", "la", "wat"}


def is_foreign(text: str) -> bool:
    """Whether a message is not in English, as far as its small words and letters tell.

    >>> is_foreign("¿Cuánto calcio necesito por día?"), is_foreign("how much calcium")
    (True, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters if letter > "\x7f")
    plain = sum(letter <= "\x7f" for letter in letters)
    if letters and latin + plain < 0.5 * len(letters):
        return True
    words = [word.text for word in split_words(text)]
    foreign = sum(word in _FOREIGN for word in words)
    english = sum(word in STOPWORDS and word not in _FOREIGN for word in words)
    return foreign > english and (foreign > 1 or english == 0)
