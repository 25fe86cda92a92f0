"""The sealed chain of the audit trail: made, carried over, verified."""
