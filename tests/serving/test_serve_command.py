"""`chatbot serve` as a command: how it begins, how it ends, what it says."""

import os
import re
import signal
import subprocess
import sys

import pytest

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

from visiting import PATIENCE

from chatbot.serving import wording
from running import Run


def test_serve_without_its_package_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line and exit code 2, no traceback."""
    monkeypatch.setattr("chatbot.cli.serving.find_spec", lambda _: None)
    outcome = run("serve")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "chatbot: serve needs the package aiohttp, which is not installed. "
        "Install it with: pip install 'bone-health-chatbot[serve]'\n"
    )


@pytest.mark.parametrize(
    "wrong", [("--port", "70000"), ("--token", "short"), ("--idle", "0"), ("--sessions", "none")]
)
def test_bad_options_are_named(run: Run, wrong: tuple[str, str]) -> None:
    """Exit code 2, with the option in the line."""
    outcome = run("serve", *wrong)
    assert outcome.code == 2
    assert wrong[0] in outcome.err


def test_a_taken_port_is_one_clear_line(run: Run, small: object) -> None:
    """Exit code 2 and what to do about it."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = run("serve", "--corpus", small, "--port", taken.getsockname()[1])
    assert outcome.code == 2
    assert "--port 0" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_stops_it_cleanly(
    environment: dict[str, str], small: object, number: signal.Signals, code: int
) -> None:
    """Ctrl+C ends the one process; the address is on stdout, the token nowhere else."""
    command = [sys.executable, "-m", "chatbot", "serve", "--corpus", str(small), "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    match = re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=([\w-]{43})\n", address)
    assert match
    assert (process.returncode, out) == (code, "")
    assert match[1] not in err
    assert err.splitlines()[-1] == wording.CLOSING
    assert "Traceback" not in err
