"""The settings of a practice: a hub, and a page for each thing that a manager decides."""
