"""What a page has to have that refuses a form: whoever sent it is told at once, and where."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_IN_FOCUS: Final = re.compile(r'data-module="nhsuk-(error-summary|notification-banner)"')
_SUMMARY: Final = re.compile(r'data-module="nhsuk-error-summary".*?</ul>', re.S)
_LINE: Final = re.compile(r'<a href="#([^"]+)"[^>]*>(.*?)</a>', re.S)
_BESIDE: Final = re.compile(r'class="nhsuk-error-message"[^>]*>(.*?)</(?:span|p)>\s*<', re.S)
_TAG: Final = re.compile(r"<[^>]+>")


def summary_of(html: str) -> list[tuple[str, str]]:
    """The lines of a page's error summary, as pairs of field and sentence."""
    summary = _SUMMARY.search(html)
    lines = _LINE.findall(summary[0]) if summary else []
    return [(field, _words(text)) for field, text in lines]


def faults_of_refusal(html: str) -> list[str]:
    """Nothing that takes the focus, one sentence for two fields or none beside
    a field, or a summary in another order than the page."""
    if not _IN_FOCUS.search(html):
        return ["nothing on the page is put in focus"]
    lines = summary_of(html)
    said = [text for _, text in lines]
    places = [html.find(f'id="{field}"') for field, _ in lines]
    beside = [_words(text).removeprefix("Error:").strip() for text in _BESIDE.findall(html)]
    return [
        *(["the summary is in another order than the fields"] if places != sorted(places) else []),
        *(f"said of two fields alike: {one}" for one in sorted(set(said)) if said.count(one) > 1),
        *(
            f"not beside #{field}: {text}"
            for field, text in lines
            if not any(one and text.endswith(one) for one in beside)
        ),
    ]


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
