"""Reading: the bytes of a file become a `domain.report.Report`.

`read_safely` (module `sandbox`) is the way in for files from people; `read_report` (module
`reading`) does the same in the calling process.
"""
