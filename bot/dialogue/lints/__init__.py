"""Lints of flows that load."""
