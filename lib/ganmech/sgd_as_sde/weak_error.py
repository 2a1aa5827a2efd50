"""Weak errors: by how much means under a chain differ from those under its SDE, as the learning rate falls at a fixed time."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ganmech.exact import exact, exact_integer, random_generator, said
from ganmech.sgd_as_sde.coupled_paths import coupled
from ganmech.sgd_as_sde.gaussian_law import OBSERVABLES
from ganmech.sgd_as_sde.linear_game import LinearGame
from ganmech.sgd_as_sde.moment_equations import ClosedMoments

MONOMIALS = {"theta": (1, 0), "omega": (0, 1), "theta^2": (2, 0), "theta omega": (1, 1), "omega^2": (0, 2), "theta^3": (3, 0),
             "theta^2 omega": (2, 1), "theta omega^2": (1, 2), "omega^3": (0, 3)}
FUNCTIONS = {"theta": lambda t, o: t, "omega": lambda t, o: o, "theta^2": lambda t, o: t**2, "theta omega": lambda t, o: t * o,
             "omega^2": lambda t, o: o**2, "cos theta": lambda t, o: np.cos(t), "cos omega": lambda t, o: np.cos(o),
             "exp(-omega^2/2)": lambda t, o: np.exp(-o**2 / 2)}
DIGITS = 30         # of the exact means, whose differences are small


@dataclass(frozen=True)
class WeakErrors:
    """E f(chain) - E f(SDE) at the time T for each learning rate, with standard errors: 0 where exact, not sampled.

    ``errors`` and ``standard_errors`` map an observable to an array like ``etas``.
    """

    etas: np.ndarray
    errors: dict
    standard_errors: dict

    @property
    def slopes(self) -> dict:
        """Of log |error| against log eta between neighbours, one fewer than learning rates."""
        return {name: np.diff(np.log(np.abs(values))) / np.diff(np.log(self.etas)) for name, values in self.errors.items()}


def weak_error(game, x0, T, etas, scheme: str, order: int, observables=None) -> WeakErrors:
    """Exact minus exact, for games with linear gradients and constant noise, and for multiplicative noise.

    From the point ``x0`` at the time ``T``, a whole number of iterations for each of the learning rates. ``observables`` (None:
    all) are the names of functions of theta and omega. Raises ValueError for other games: `sampled_weak_error`.
    """
    known = OBSERVABLES if isinstance(game, LinearGame) else tuple(MONOMIALS)
    names = known if observables is None else checked_names(observables, known)
    if not isinstance(game, (LinearGame, ClosedMoments)):
        raise ValueError(f"game must have moments that close, got {type(game).__name__}; sampled_weak_error takes any")
    rows = []
    for eta, steps in learning_rates(T, etas):
        chain, sde = (means(game.at(eta=eta), x0, steps, law, scheme, order, names) for law in ("chain", "sde"))
        rows.append([float(a - b) for a, b in zip(chain, sde)])
    errors = dict(zip(names, np.array(rows).T))
    return WeakErrors(as_floats(etas), errors, {name: 0 * values for name, values in errors.items()})


def means(game, x0, steps: int, law: str, scheme: str, order: int, names) -> list:
    if isinstance(game, LinearGame):
        found = game.law(x0, steps, law, scheme, order, DIGITS)
        return [found.expected(name) for name in names]
    found = game.moments(x0, steps, law, scheme, order, digits=DIGITS)
    return [found.expected(*MONOMIALS[name]) for name in names]


def sampled_weak_error(game, x0, T, etas, scheme: str, order: int, observables, chains, rng=None, substeps=4) -> WeakErrors:
    """The same by simulation, chain and SDE driven by the same noise, which takes most of the statistical error away.

    For one parameter each and constant Gaussian noise that the players do not share, as in `Dirac`; the SDE by Heun's method
    with ``substeps`` in the time eta, whose own error is of second order in eta/substeps.
    """
    names, rng = checked_names(observables, tuple(FUNCTIONS)), random_generator(rng)
    chains = exact_integer("chains", chains, least=2)
    found = [[mean_and_error(FUNCTIONS[name](*chain) - FUNCTIONS[name](*path)) for name in names]
             for chain, path in (coupled(game.at(eta=eta), x0, steps, scheme, order, chains, rng, substeps)
                                 for eta, steps in learning_rates(T, etas))]
    table = np.array(found)
    return WeakErrors(as_floats(etas), dict(zip(names, table[..., 0].T)), dict(zip(names, table[..., 1].T)))


def checked_names(observables, known: tuple) -> tuple:
    if not isinstance(observables, str) and not np.iterable(observables):
        raise TypeError(f"observables must be names, got {said(observables, repr)}")
    names = (observables,) if isinstance(observables, str) else tuple(observables)
    for name in names:
        if name not in known:
            raise ValueError(f"observables must be among {', '.join(known)}, got {said(name, repr)}")
    return names


def learning_rates(T, etas) -> list[tuple[Fraction, int]]:
    """Each learning rate with the number of iterations in the time T."""
    if isinstance(etas, str) or not np.iterable(etas) or not len(etas):
        raise ValueError(f"etas must hold one or more learning rates, got {said(etas, repr)}")
    time, found = exact("T", T), []
    for eta in etas:
        rate = exact("etas", eta)
        if rate <= 0 or time <= 0 or (time / rate).denominator != 1:
            raise ValueError(f"T must be a whole number of steps eta, all positive, got T = {said(T)} and eta = {said(eta)}")
        found.append((rate, int(time / rate)))
    return found


def as_floats(etas) -> np.ndarray:
    return np.array([float(exact("etas", eta)) for eta in etas])


def mean_and_error(values: np.ndarray) -> tuple[float, float]:
    return values.mean(), values.std(ddof=1) / np.sqrt(len(values))
