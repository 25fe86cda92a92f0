"""The flows as staff see them: in plain words, drawn, and with how far people came."""
