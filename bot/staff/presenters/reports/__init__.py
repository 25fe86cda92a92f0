"""Reports: counts as they may be told, in tables that are shown, drawn and downloaded alike."""
