"""Reading: the bytes of a file become a `domain.report.Report`.

`read_safely` (module `sandbox`) is the way in for files from people; `read_report` (module
`reading`) does the same in the calling process.
"""

READER_VERSION = "1"
"""Grows whenever the same bytes may be read differently; kept beside every reading."""
