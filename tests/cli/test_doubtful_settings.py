"""Settings that may be so and are seldom meant: warned of, and nothing is refused for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import load_settings
from tests.cli.conftest import Done, Typed

ACCOUNT = "AC" + "0123456789abcdef" * 2
HERE = "http://127.0.0.1:8080"
UNHEARD = "Twilio cannot reach this machine there"
NO_ACCOUNT = "TWILIO_ACCOUNT_SID is not AC and 32"


@pytest.fixture
def check(typed: Typed, caplog: pytest.LogCaptureFixture) -> Typed:
    """`config check`, and what it warned of in place of what stood on stderr."""

    def run(account: str, **environment: str) -> Done:
        twilio = {"TWILIO_ACCOUNT_SID": account, "TWILIO_AUTH_TOKEN": "a token"}
        done = typed("config", "check", **{**twilio, **environment})
        return Done(done.returncode, done.stdout, caplog.text)

    return run


@pytest.mark.parametrize(
    "address", ["", HERE, "http://localhost:8080", "https://[::1]", "http://0.0.0.0:8080"]
)
def test_twilio_cannot_call_this_machine(check: Typed, address: str) -> None:
    done = check(ACCOUNT, BLETHER_PUBLIC_URL=address)
    assert done.returncode == 0
    assert "the settings are sound" in done.stdout
    assert UNHEARD in done.stderr
    assert NO_ACCOUNT not in done.stderr


@pytest.mark.parametrize("account", ["AC1", "XX", ACCOUNT[:-1], "SK" + ACCOUNT[2:]])
def test_an_account_that_is_none_is_warned_of(check: Typed, account: str) -> None:
    done = check(account, BLETHER_PUBLIC_URL="https://texts.example.org")
    assert (done.returncode, NO_ACCOUNT in done.stderr) == (0, True)
    assert UNHEARD not in done.stderr
    assert "a token" not in done.stderr


@pytest.mark.parametrize(
    ("account", "environment"),
    [
        (ACCOUNT, {"BLETHER_PUBLIC_URL": "https://texts.example.org"}),
        ("AC1", {"TWILIO_API_URL": "http://127.0.0.1:9000"}),
    ],
    ids=["all is set", "a stand-in"],
)
def test_nothing_is_said_of_what_will_do(
    check: Typed, account: str, environment: dict[str, str]
) -> None:
    assert check(account, **environment).stderr == ""


@pytest.mark.parametrize(
    ("proxies", "is_warned_of"),
    [("[0.0.0.0/0]", True), ('[10.0.0.0/8, "::/0"]', True), ("[10.0.0.0/8]", False)],
)
def test_not_everybody_is_a_proxy_of_ours(
    check: Typed, tmp_path: Path, proxies: str, is_warned_of: bool
) -> None:
    config = tmp_path / "config.yml"
    config.write_text(f"web: {{trusted_proxies: {proxies}}}\n")
    done = check(
        ACCOUNT, BLETHER_CONFIG=str(config), BLETHER_PUBLIC_URL="https://texts.example.org"
    )
    assert done.returncode == 0
    assert ("web.trusted_proxies holds every address" in done.stderr) == is_warned_of


def test_the_language_of_the_flows_is_taken_on_trust_and_said(check: Typed) -> None:
    assert "languages: en, as the flows' own texts, pl" in check(ACCOUNT).stdout


def test_a_token_of_the_carrier_may_be_changed_without_a_gap() -> None:
    environment = {
        "BLETHER_SECRET_KEY": "a key for the command line",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": " new, old ,",
    }
    assert load_settings(environment).twilio.auth_tokens == ("new", "old")
