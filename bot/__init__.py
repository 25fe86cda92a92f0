"""Blether: a chat and SMS bot for patient self-referral and follow-up."""

__version__ = "0.1.0"
