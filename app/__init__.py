"""Settings, wiring, processes and the command line; nobody imports it."""
