"""Exact derivations, one folder per paper; ``calculus`` knows how a derivation is written and checked."""
