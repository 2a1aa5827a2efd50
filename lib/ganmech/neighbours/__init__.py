"""Numbers of the neighbouring solvable models: first-order critics, packing, fictitious play."""
