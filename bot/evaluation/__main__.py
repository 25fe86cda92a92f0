"""`make evaluate`: print the figures, keep them in var/; with --keep, ship them with the model, and
write them into the tables of its card."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

from bot.detector import detector_of
from bot.evaluation.card import CARD, written_into
from bot.evaluation.report import evaluate
from bot.settings import config_in
from bot.understanding.model.trained_model import FOLDER

OUTPUT: Final = Path("var/evaluation.json")
SHIPPED: Final = FOLDER / "figures.json"


def main(arguments: list[str]) -> None:
    figures = evaluate(detector_of(config_in(os.environ).understanding))
    text = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(text, "utf-8")
    if "--keep" in arguments:
        SHIPPED.write_text(text, "utf-8")
        CARD.write_text(written_into(CARD.read_text("utf-8"), figures), "utf-8")
    show(figures)


def show(figures: dict[str, Any]) -> None:
    for name, found in figures["sets"].items():
        needs, risk = found["needs"], found["risk"]
        print(f"\n{name}: {found['messages']} messages")
        print(f"  needs: macro-F1 {needs['macro_f1']:.3f}, micro-F1 {needs['micro_f1']:.3f}")
        print("   ", "  ".join(f"{need} {one['f1']:.2f}" for need, one in needs["each"].items()))
        for measure, share in risk.items():
            print(f"  {measure.replace('_', ' '):<28}{told(share)}")
    print(f"\nordinary texts, false alarms   {told(figures['ordinary_texts'])}")
    print(f"answers to us, false alarms    {told(figures['answers'])}")
    for style, found in figures["by_style"].items():
        if not found["messages"]:
            print(f"  {style:<30}none to count")
            continue
        print(
            f"  {style:<30}{found['messages']:>4}  needs {found['needs_micro_f1']:.2f}"
            f"  danger {told(found['danger_found'])}  alarms {told(found['false_alarms'])}"
        )
    print(f"pace: {figures['pace']}\nfigures in {OUTPUT}")


def told(share: dict[str, Any]) -> str:
    if share["share"] is None:
        return "none to count"
    low, high = share["low"], share["high"]
    return f"{share['share']:.3f} ({low:.3f} to {high:.3f}; {share['hits']} of {share['of']})"


if __name__ == "__main__":
    main(sys.argv[1:])
