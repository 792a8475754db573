"""What the running text of a report says: sentences, numbers, totals and parts, statements."""
