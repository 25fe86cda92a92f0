"""Appointments that a practice brings in a spreadsheet."""
