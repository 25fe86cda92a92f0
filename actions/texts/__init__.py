"""What is texted beside the flows: replies, later and tried again, and who may be texted at all."""
