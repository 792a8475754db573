"""What a document means: `domain.document.Document` → `domain.report.Report`, by the forms."""

from parsing.assemble.report import assemble

__all__ = ["assemble"]
