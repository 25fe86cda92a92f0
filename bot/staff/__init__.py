"""The web app of link workers, practice managers and programme leads."""
