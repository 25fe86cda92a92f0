"""One person, two records: joined in one that goes on, and separated again."""
