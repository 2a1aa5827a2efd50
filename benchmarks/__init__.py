"""How long the numbers take, as ratios of times measured in one run."""
