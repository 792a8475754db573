"""Draws what a check found: marked pages, cropped cells, tables, a list, files with notes.

`draw_safely` (module `safely`) is the way in for files from people; `drawing.draw` does the same
in the calling process.
"""
