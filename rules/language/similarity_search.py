"""Finds near-identical texts among many without comparing each with each: MinHash with
locality-sensitive hashing finds candidates, which are then compared exactly."""

from collections.abc import Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

from rules.language.similarity import runs

_HASHES = 256
_BANDS = 32
"""With 8 hashes in a band a pair of texts that shares 0.82 of all their runs (Jaccard) becomes a
candidate with a probability of 0.999, one that shares 0.3 with 0.002."""
_SEED = 1
_BATCH = 500


def near_pairs(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Every pair of texts (as numbers in order, the smaller first) of which at least the share
    `least` is common, with that share: twice the common runs by the runs of both."""
    index = RMinHashLSH(least, _HASHES, _BANDS)
    hashes: list[RMinHash] = []
    for start in range(0, len(texts), _BATCH):
        # Runs are made batch by batch: those of ten thousand texts would fill a gigabyte.
        batch = [list(runs(text)) for text in texts[start : start + _BATCH]]
        hashes += RMinHash.from_token_sets(batch, _HASHES, _SEED)
    index.insert_many(hashes)
    for one, candidates in enumerate(index.query_all(hashes)):
        for other in sorted(each for each in candidates if each > one):
            share = _common(texts[one], texts[other])
            if share >= least:
                yield one, other, share


def _common(one: str, other: str) -> float:
    own, others = runs(one), runs(other)
    both = len(own) + len(others)
    return 2 * len(own & others) / both if both else 0.0
