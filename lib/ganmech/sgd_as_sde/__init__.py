"""Numbers of the chapter on SGD as an SDE: games, their chains, modified equations, invariant laws."""
