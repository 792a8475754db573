"""Rules about the report as a whole: its title, period, sections, tables and printed labels."""
