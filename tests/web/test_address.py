from __future__ import annotations

import pytest

from bot.address import fault_of


@pytest.mark.parametrize(
    "url", ["https://blether.example", "http://127.0.0.1:8080", "https://[::1]:1/below/us"]
)
def test_an_address_that_paths_can_be_put_behind(url: str) -> None:
    assert fault_of(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "blether.example",
        "ftp://blether.example",
        "https://",
        "https://:443",
        "https://blether.example:99999",
        "https://blether.example:port",
        "https://blether.example?practice=demo",
        "https://blether.example#top",
        "https://blether example",
        "https://[blether",
    ],
)
def test_a_slip_in_an_address_is_found_before_a_text_is_lost_for_it(url: str) -> None:
    assert fault_of(url)
