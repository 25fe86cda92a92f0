"""The schema's history, run by `Database.upgrade`; a test holds it equal to the models."""
