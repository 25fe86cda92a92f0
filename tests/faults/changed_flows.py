"""The flows as a team might have them next week: a question gone, one renamed, one more, and a
whole flow gone. Read from files, as a server that starts reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from bot.dialogue import Flows, load_flows
from bot.settings import Config

ADDED = "How long has this gone on?"
RENAMED = "Which of these is it mostly?"

_ASKS_NO_TOPIC = (
    """      - collect: housing_topic
        description: "One of: losing_home, repairs, neighbours, nowhere, other."
        next:
""",
    """      - noop: true
        next:
""",
)
_ASKS_ONE_MORE = (
    """      - collect: money_about
        description: "One of: debt, bills, benefits, low_income, other."
        next:
""",
    """      - collect: money_about
        description: "One of: debt, bills, benefits, low_income, other."
        next: since
      - id: since
        collect: money_since
        description: "True if it is longer than a month."
        next:
""",
)
_ITS_SLOT = (
    "  money_soon: {type: bool}\n",
    "  money_soon: {type: bool}\n  money_since: {type: bool}\n",
)
_ITS_WORDS = (
    "  utter_need_money:\n",
    f"""  utter_ask_money_since:
    - text: "{ADDED}"
      translation: {{pl: "Od jak dawna to trwa?"}}
      metadata: {{blether: {{checked_by: null, skip: true}}}}
      buttons:
        - title: "Over a month"
          payload: "/SetSlots(money_since=true)"
          translation: {{pl: {{title: "Ponad miesiąc"}}}}
        - title: "Less"
          payload: "/SetSlots(money_since=false)"
          translation: {{pl: {{title: "Krócej"}}}}
  utter_need_money:
""",
)
_CHANGES = {
    "needs/housing.yml": (_ASKS_NO_TOPIC,),
    "needs/money.yml": (
        ("money_topic", "money_about"),
        ("What is the money worry mostly about?", RENAMED),
        _ASKS_ONE_MORE,
        _ITS_SLOT,
        _ITS_WORDS,
    ),
}
_GONE = ("appointment.yml", "cancel_appointment")


@cache
def changed_flows() -> Flows:
    """Checked like any other flows when they are read."""
    with TemporaryDirectory() as folder:
        changed = Path(folder) / "flows"
        copytree(Config().flows_path(), changed)
        for name, changes in _CHANGES.items():
            file = changed / name
            file.write_text(_replaced(file.read_text("utf-8"), changes), "utf-8")
        file = changed / _GONE[0]
        file.write_text(_without_flow(file.read_text("utf-8"), _GONE[1]), "utf-8")
        return load_flows([changed])


def _replaced(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in text, f"the flows have changed, and {old!r} is not among them"
        text = text.replace(old, new)
    return text


def _without_flow(text: str, flow: str) -> str:
    before, _, rest = text.partition(f"\n  {flow}:\n")
    _, _, after = rest.partition("\nresponses:\n")
    assert after, f"there is no {flow} before the responses"
    return f"{before}\n\nresponses:\n{after}"
