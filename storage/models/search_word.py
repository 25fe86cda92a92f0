from __future__ import annotations

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, references


class SearchWord(Base, kw_only=True):
    """That a person can be found by a word, which is kept as a keyed hash and not as itself."""

    __tablename__ = "search_word"

    word: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """64 bits of an HMAC over practice and word; see `storage/search_words.py`."""
    patient_id: Mapped[str] = mapped_column(String(32), references("patient.id"), primary_key=True)

    __table_args__ = (Index(None, "patient_id"), {"sqlite_with_rowid": False})
