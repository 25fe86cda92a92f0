"""The trained model: what it reads, how, and the artefact that it reads with."""
