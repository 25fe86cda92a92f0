"""The product page, and what a visitor sees where there is no page."""
