"""Local services that a text may name: read from files into one table, searched locally."""
