"""What every action works with: the unit of work, the case in hand, errors, words."""
