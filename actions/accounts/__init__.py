"""Accounts of staff: who is let in, by what, and who may look after whom."""
