"""One reader per kind of file: bytes → `domain.document.Document`, no meaning attached."""
