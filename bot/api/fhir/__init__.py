"""FHIR R4, to read: what other systems of health and care know how to ask for."""
