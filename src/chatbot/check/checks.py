"""The list of checks: to add one is to write one function and to name it here."""

from collections.abc import Callable, Iterator

from chatbot.check import anchors, intents, lexicon, phrasings, placeholders, rules, wording
from chatbot.check.faults import Fault
from chatbot.check.material import Material

Check = Callable[[Material], Iterator[Fault]]

CHECKS: tuple[Check, ...] = (
    anchors.claims_stand_in_documents,
    anchors.score_bands_stand_in_documents,
    anchors.cards_name_their_source,
    anchors.facts_are_numbered,
    anchors.facts_stand_in_documents,
    anchors.every_document_has_an_inventory,
    lexicon.words_name_one_concept,
    lexicon.broader_concepts_make_no_loop,
    rules.phrases_follow_the_dialect,
    rules.rules_have_examples,
    rules.examples_behave,
    phrasings.sections_exist,
    phrasings.every_section_has_questions,
    phrasings.intents_exist,
    intents.intents_are_complete,
    intents.phrases_belong_to_one_intent,
    intents.examples_are_not_learned,
    intents.what_is_answered_is_covered,
    wording.copy_is_complete,
    placeholders.copy_keys_are_known,
    placeholders.copy_can_be_filled_in,
    placeholders.rule_texts_can_be_filled_in,
)
"""Checks that need nothing but the pack's files."""

ASKING: tuple[Check, ...] = (
    intents.examples_are_routed,
    intents.suggestions_are_answered,
)
"""Checks that ask the bot; they come when what it quotes and learns from is known to be there."""

ASKED = ("claims.toml", "scores.toml", "documents/", "phrasings.toml")
"""Files whose faults would stop the bot in the middle of an answer, or show again in answers."""
