"""Gaussian variables of which some linear functions are held: their means and their spread, exactly, then rounded once.

Given values h of the held functions, any linear function of independent Gaussian variables is

    mean . h + spread . t,    t standard normal,

and the first two functions (here the two shifts) are driven by two components of t alone, one after the other: Cholesky's
elimination, done with rational numbers, so that whether a function is determined by those before it is decided, not guessed.
"""

from dataclasses import dataclass

import numpy as np
from flint import fmpq, fmpq_mat


@dataclass(frozen=True)
class Conditioned:
    """Of every function a row, in ``mean`` (functions, held) and ``spread`` (functions, 2); h.P.h/2, P = ``precision``, is the cost."""

    mean: np.ndarray
    spread: np.ndarray
    precision: np.ndarray


def conditioned(functions, held, variances) -> Conditioned:
    """``functions`` and ``held`` are rows of rational coefficients of independent variables of these variances.

    ``spread`` describes the mean of each function given the first two; what the others vary beyond that is left out.
    """
    scale = fmpq_mat([[variance if row == column else fmpq(0) for column in range(len(variances))]
                      for row, variance in enumerate(variances)])
    rows = fmpq_mat(functions)
    covariance = rows * scale * rows.transpose()
    if not held:
        return Conditioned(np.zeros((len(functions), 0)), _spread(covariance), np.zeros((0, 0)))
    constraints = fmpq_mat(held)
    across = rows * scale * constraints.transpose()
    precision = (constraints * scale * constraints.transpose()).inv()
    mean = across * precision
    return Conditioned(_rounded(mean), _spread(covariance - mean * across.transpose()), _rounded(precision))


def _spread(covariance: fmpq_mat) -> np.ndarray:
    columns = []
    for pivot in range(2):
        variance, column = covariance[pivot, pivot], [covariance[row, pivot] for row in range(covariance.nrows())]
        if variance == 0:
            columns.append([0.0] * len(column))
            continue
        columns.append([(1 if entry > 0 else -1) * float(entry**2 / variance) ** 0.5 for entry in column])
        covariance = covariance - fmpq_mat([[row * entry / variance for entry in column] for row in column])
    return np.array(columns).T


def _rounded(matrix: fmpq_mat) -> np.ndarray:
    return np.array([[float(matrix[row, column]) for column in range(matrix.ncols())] for row in range(matrix.nrows())])
