"""Thousands of mutated files against the readers: nothing may crash, hang, or be cleared wrongly.

    uv run python -m benchmarks.fuzz [--files 10000] [--seed 1] [--kinds pdf,docx] [--keep FOLDER]

Valid invented reports of every kind are damaged at random: bytes flipped, cut, spliced and doubled;
words, tags and numbers removed, repeated and exchanged, inside the parts of containers too. Every
file is read and checked in a long-lived process with bounded memory. Counted are files refused and
read, and as faults:

crash   the process died, or an error other than a refusal came out
hang    one file took longer than the limit
wrong   a wrong all-clear, see `benchmarks.fuzz.verdict`

Ends with status 1 where there is a fault. Same seed and number, same file.
"""
