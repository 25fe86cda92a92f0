"""How well needs and risk are understood: `make evaluate`."""
