"""Counts for reports, made by the database: never a row of a person, always by practice."""
