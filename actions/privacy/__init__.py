"""What is kept of people, for how long, and how they get it or have it erased."""
