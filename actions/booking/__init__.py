"""Visits: free times, booking, moving, cancelling, what became of them, hours and reminders."""
