"""Who waits for a time that suits, and who is offered one that comes free."""
