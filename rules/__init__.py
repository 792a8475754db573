"""The rules of annual reports and the engine that judges a report by them."""
