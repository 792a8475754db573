"""How well reports are read: invented reports of every kind with their truth, read back and
scored cell by cell, beside plain uses of other libraries on the same PDF files.

    uv run python -m benchmarks.reading [--documents 200] [--seed 1] [--kinds docx,pdf] [--json]

Ends with status 1 where a target is missed.
"""
