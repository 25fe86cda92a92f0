"""How the model of needs and risk is made: `make train`. Nothing here is needed to serve."""
