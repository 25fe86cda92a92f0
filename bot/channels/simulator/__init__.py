"""`/try`: a pretend phone beside the link worker's view, with a clock under your hand."""
