"""One file per thing that staff look at or do."""
