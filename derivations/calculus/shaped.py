"""What a dataclass of symbols and matrices is given, checked once: different real symbols, matrices of the right shape."""
from sympy import ImmutableMatrix, MatrixBase, Symbol


def distinct_reals(**named) -> tuple:
    """Every group of symbols as a tuple; none empty, all real, no symbol twice in them together."""
    groups = tuple(tuple(group) for group in named.values())
    for name, group in zip(named, groups):
        if not group or not all(isinstance(symbol, Symbol) and symbol.is_real for symbol in group):
            raise ValueError(f"{name} must hold one or more real symbols, got {group}")
    every = [symbol for group in groups for symbol in group]
    if len(set(every)) < len(every):
        raise ValueError(f"{' and '.join(named)} must hold different symbols, got {groups}")
    return groups


def shaped(name: str, value, shape: tuple):
    """``value`` as an immutable matrix of this shape; None stays None."""
    if value is None:
        return None
    if not isinstance(value, (MatrixBase, list, tuple)):
        raise TypeError(f"{name} must be a matrix of shape {shape}, got {type(value).__name__}")
    matrix = ImmutableMatrix(value)
    if matrix.shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, got {matrix.shape}")
    return matrix


def scaled(factor, value):
    """``factor * value``; None stays None."""
    return None if value is None else factor * value
