"""What the templates are given: plain values, worded for a person, and nothing else."""
