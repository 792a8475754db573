"""How well rules find errors: invented reports, clean ones and ones with seeded errors planted,
are checked, and what is said is held against what was planted.

    uv run python -m benchmarks.rules [--documents 2000] [--clean 1000] [--seed 1] \
        [--kinds table,"text sum",cross,year,cells,structure,privacy,wording] [--show 2] [--json]

Ends with status 1 where a target is missed.
"""
