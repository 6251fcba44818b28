"""A folder into a `Pack`: a full pack with pack.toml, or bare .txt and .md files."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from chatbot.errors import PackError
from chatbot.pack import knowledge
from chatbot.pack.documents import read_document
from chatbot.pack.files import builtin_folder, content_hash, pack_files
from chatbot.pack.knowledge import RuleFileKind
from chatbot.pack.records import Document, Pack, RuleFile
from chatbot.pack.toml_files import Table

Lists = Mapping[str, tuple[str, ...]]
"""Words by the name by which a rule calls them: @name."""

_OWN_WORDING = ("opening", "examples")
_NAMED = 5
"""Of a bare folder, the titles of so many documents say what it covers."""


def read_pack(folder: Path) -> Pack:
    """Read a pack and check what can be checked file by file. Raises PackError."""
    documents, known, others = pack_files(folder)
    files = {path.relative_to(folder).as_posix(): path for path in known}
    strict = "pack.toml" in files
    records = [_document(path, folder, strict=strict) for path in documents]
    _distinct(records)
    pack = Pack(
        name=folder.resolve().name,
        language="en",
        covers=tuple(record.title for record in records[:_NAMED]),
        restated=False,
        lines={},
        documents=tuple(records),
        sha256=content_hash(folder),
        skipped=tuple(path.relative_to(folder).as_posix() for path in others),
    )
    if strict:
        pack = _with_knowledge(pack, files)
        _anchored(pack)
    return _with_general(pack, folder)


class RedFlags(NamedTuple):
    """What care cards are made of: the rules, the lists beside them, telephone numbers by region.

    Messages like red flags are for compiling, which learns from them; they are not here.
    """

    rules: RuleFile
    lists: Lists
    lines: Mapping[str, Mapping[str, str]]


def read_red_flags(folder: Path) -> RedFlags:
    """The red flags of the pack in a folder, as `read_pack` reads them, but none of the rest.

    Raises PackError.
    """
    _, known, _ = pack_files(folder)
    files = {path.relative_to(folder).as_posix(): path for path in known}
    rules = knowledge.read_rules(_table(files, "red_flags.toml"), "red_flags")
    lists = knowledge.kind_lists(knowledge.read_lexicon(_table(files, "lexicon.toml"))[0])
    lines = _lines(_table(files, "pack.toml"))
    home = builtin_folder()
    if folder.resolve() != home.resolve():
        general = _general_rules(home, "red_flags", _general_lists(home)[0])
        rules, lines = _with_general_flags(rules, general), lines or _general_lines(home)
    return RedFlags(rules, lists, lines)


def _document(path: Path, folder: Path, *, strict: bool) -> Document:
    return read_document(path, path.relative_to(folder).as_posix(), strict=strict)


def _distinct(documents: list[Document]) -> None:
    seen: dict[str, Document] = {}
    for document in documents:
        if document.id in seen:
            raise PackError(
                document.file,
                f"the id “{document.id}” is also that of {seen[document.id].file}",
                place="id",
                hint="Give each document its own.",
            )
        seen[document.id] = document


def _with_knowledge(pack: Pack, files: dict[str, Path]) -> Pack:
    def table(name: str) -> Table:
        return _table(files, name)

    head = table("pack.toml")
    head.allow("name", "language", "covers", "restated", "lines")

    def rules(kind: RuleFileKind) -> RuleFile:
        found = knowledge.read_rules(table(f"{kind}.toml"), kind)
        beside = knowledge.MESSAGE_FILES.get(kind)
        return knowledge.read_messages(table(beside), found) if beside else found

    concepts, abbreviations, strict = knowledge.read_lexicon(table("lexicon.toml"))
    scores, sites = knowledge.read_scores(table("scores.toml"))
    return replace(
        pack,
        name=head.text("name"),
        language=head.text("language", "en"),
        covers=head.texts("covers") or pack.covers,
        restated=head.flag("restated"),
        lines=_lines(head),
        intents=tuple(
            knowledge.read_intent(table(name), path.stem)
            for name, path in files.items()
            if name.startswith("intents/")
        ),
        phrasings=knowledge.read_phrasings(table("phrasings.toml")),
        concepts=concepts,
        abbreviations=abbreviations,
        strict=strict,
        red_flags=rules("red_flags"),
        decisions=rules("decisions"),
        chat=rules("chat"),
        scores=scores,
        sites=sites,
        claims=knowledge.read_claims(table("claims.toml")),
        not_covered=knowledge.read_not_covered(table("not_covered.toml")),
        copy=knowledge.read_copy(table("copy.toml")),
        calibration=table("calibration.toml").plain(),
    )


def _anchored(pack: Pack) -> None:
    """Every anchor stands in its document: a turn quotes it without looking again."""
    texts = {document.id: document.text for document in pack.documents}
    anchors = [("claims.toml", a) for c in pack.claims for a in (*c.sides, *c.triggers)]
    anchors += [("scores.toml", band.anchor) for kind in pack.scores for band in kind.bands]
    anchors += [("scores.toml", anchor) for kind in pack.scores for anchor in kind.explained]
    for file, anchor in anchors:
        if anchor.document not in texts:
            raise PackError(file, f"there is no document “{anchor.document}”", hint="Mend the id.")
        if anchor.text not in texts[anchor.document]:
            hint = "Copy the words from the document, letter by letter."
            raise PackError(file, f"{anchor.document} does not hold “{anchor.text}”", hint=hint)


def _table(files: Mapping[str, Path], name: str) -> Table:
    return Table.read(files[name], name) if name in files else Table({}, name, "")


def _lines(head: Table) -> dict[str, dict[str, str]]:
    lines = head.table("lines")
    return {region: _lines_of(lines.table(region)) for region in lines}


def _lines_of(table: Table) -> dict[str, str]:
    table.allow("emergency", "crisis")
    return {key: table.text(key) for key in table}


def _with_general(pack: Pack, folder: Path) -> Pack:
    """Fill what a pack lacks from the built-in pack's general entries; red flags always apply."""
    home = builtin_folder()
    if folder.resolve() == home.resolve():
        return pack

    lists, abbreviations = _general_lists(home)

    def general(kind: RuleFileKind) -> RuleFile:
        return _general_rules(home, kind, lists)

    return replace(
        pack,
        lines=pack.lines or _general_lines(home),
        red_flags=_with_general_flags(pack.red_flags, general("red_flags")),
        decisions=pack.decisions if pack.decisions.rules else general("decisions"),
        chat=pack.chat if pack.chat.rules else general("chat"),
        copy=_general_copy(home) | pack.copy,
        abbreviations=pack.abbreviations or abbreviations,
    )


def _general_lists(home: Path) -> tuple[Lists, tuple[str, ...]]:
    """The lists that the built-in lexicon makes, and its abbreviations."""
    concepts, abbreviations, _ = knowledge.read_lexicon(_home_table(home, "lexicon.toml"))
    return knowledge.kind_lists(concepts), abbreviations


def _general_rules(home: Path, kind: RuleFileKind, lists: Lists) -> RuleFile:
    file = knowledge.read_rules(_home_table(home, f"{kind}.toml"), kind)
    rules = tuple(rule for rule in file.rules if rule.general)
    return replace(file, rules=rules, lists={**lists, **file.lists})


def _with_general_flags(own: RuleFile, general: RuleFile) -> RuleFile:
    taken = {rule.id for rule in own.rules}
    return RuleFile(
        own.rules + tuple(rule for rule in general.rules if rule.id not in taken),
        general.lists | own.lists,
        general.guards | own.guards,
        own.messages,
    )


def _general_lines(home: Path) -> dict[str, dict[str, str]]:
    return _lines(_home_table(home, "pack.toml"))


def _home_table(home: Path, name: str) -> Table:
    return Table.read(home / name, name)


def _general_copy(home: Path) -> dict[str, str]:
    """The built-in wording without what speaks of the built-in documents."""
    wording = knowledge.read_copy(_home_table(home, "copy.toml"))
    return {key: text for key, text in wording.items() if key not in _OWN_WORDING}
