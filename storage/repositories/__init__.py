"""One repository for each noun; every query there is lives here."""
