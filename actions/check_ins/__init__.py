"""How somebody is doing afterwards: plans, questions, answers."""
