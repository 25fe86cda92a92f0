from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.twilio.form import NotAForm, read_form

PIECES = ("a", "b", "=", "&", "+", "%", "%20", "%C3%A9", "%FF", "%2B", "%26", "%zz", ";", "é", " ")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_a_form_is_read_as_the_standard_library_reads_it(text: str) -> None:
    expected = parse_qsl(text, keep_blank_values=True, errors="replace")

    assert list(read_form(text.encode()).items()) == expected


def test_bytes_that_are_no_utf_8_are_kept_as_such() -> None:
    assert read_form(b"Body=\xff%FF") == {"Body": "\ufffd\ufffd"}


def test_far_too_many_fields_are_no_form() -> None:
    with pytest.raises(NotAForm):
        read_form(b"a=1&" * 600)
