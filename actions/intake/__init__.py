"""From a person's words to a referral: who they are, needs, danger, signposts."""
