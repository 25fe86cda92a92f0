"""What a practice chooses for itself."""
