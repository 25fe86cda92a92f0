"""What pages and lists read: several tables at once, in a fixed number of statements."""
