"""How each kind of question may be answered."""
