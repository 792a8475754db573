"""How well reports are read: invented reports of every kind with their truth, read back and
scored cell by cell, beside plain uses of other libraries on the same PDF files.

    uv run python -m benchmarks.reading [--documents 200] [--seed 1] [--kinds docx,pdf] [--scans 10]
        [--json]

Scans and photos take seconds for each page and run when asked for; of them the cells that hold a
number, how many misread ones nobody is told of, and the seconds for each page are shown.

Ends with status 1 where a target is missed.
"""
