"""What every page shares: the jinja environment, the layout, the styles and the safety headers."""
