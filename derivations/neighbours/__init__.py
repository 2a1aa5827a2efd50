"""Exactly solvable cores beside the four papers: first-order dichotomy, packing, fictitious play."""
