"""Rules about the running text by itself."""
