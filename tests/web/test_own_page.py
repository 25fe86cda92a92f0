from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.security import is_own_page


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://blether.example"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://["}, False),
        ({"Origin": "https://evil.example/blether.example"}, False),
        ({}, True),  # no browser
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(headers: dict[str, str], is_own: bool) -> None:
    request = make_mocked_request("POST", "/chat/demo/messages", headers=headers)

    assert is_own_page(request, "https://blether.example") is is_own
