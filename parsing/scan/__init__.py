"""Pages that are pictures: turned upright, their rulings found, their words recognised.

Needs the extra ``ocr``; only `parsing.readers.scan` imports these modules.
"""
