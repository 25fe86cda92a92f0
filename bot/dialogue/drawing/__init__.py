"""Drawing one flow."""
