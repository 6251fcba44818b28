"""`chatbot forget`: removes what the program has written, and says what."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chatbot.cli import streams
from chatbot.cli.options import Options
from chatbot.compiling.cache import cache_folder, kept_files
from chatbot.kept import list_files, remembered, sha256_of, state_folder
from chatbot.transcripts import is_transcript

_BEYOND = (
    "Not reached: your shell's history, your terminal's scrollback, the clipboard, and files that "
    "you copied or moved yourself."
)


def forget(options: Options) -> int:
    """Remove prepared documents, transcripts, saved files and their list; 1 if one could not be."""
    act = _shown if options.dry_run else _removed
    files = [*kept_files(), *([] if options.keep_transcripts else _written())]
    done = [act(path) for path in files]
    # The list goes last, so that a file that could not be removed is still known.
    listed = list_files() if all(done) and not options.keep_transcripts else ()
    done += [act(path) for path in listed]
    if not done:
        streams.write("There is nothing to forget.")
    elif not options.dry_run:
        _without_empty_folders()
    streams.note(_BEYOND)
    return 0 if all(done) else 1


def _written() -> Iterator[Path]:
    """What was written on request and is still ours; what became of the rest is said."""
    for path, sha256 in remembered().items():
        try:
            ours = _unchanged(path, sha256) if sha256 else is_transcript(path)
        except OSError:
            ours = True  # it is there and cannot be read: removing it says why
        if ours:
            yield path
        elif path.exists():
            became = "was changed since it was saved" if sha256 else "is no transcript any more"
            streams.complain(f"{path} {became}; it is left alone")


def _unchanged(path: Path, sha256: str) -> bool:
    return path.is_file() and not path.is_symlink() and sha256_of(path) == sha256


def _shown(path: Path) -> bool:
    streams.write(f"would remove {path}")
    return True


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        streams.complain(f"{path}: {error.strerror or 'cannot be removed'}")
        return False
    streams.write(f"removed {path}")
    return True


def _without_empty_folders() -> None:
    for folder in (cache_folder(), state_folder()):
        if folder is not None:
            with suppress(OSError):  # not empty, or not there
                folder.rmdir()
