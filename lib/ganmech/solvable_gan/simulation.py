"""Runs of a model: reads their sizes, makes the chain of descent or of its Gram matrix, records it."""

import numpy as np

from ganmech.exact import exact_integer, nearest_float, random_generator
from ganmech.solvable_gan.compiled_chain import fastest_chain
from ganmech.solvable_gan.gram_chain import GramChain
from ganmech.solvable_gan.loss import penalty_slope
from ganmech.solvable_gan.recording import recorded
from ganmech.solvable_gan.sgd import SGD
from ganmech.solvable_gan.state import Trajectory
from ganmech.solvable_gan.update import Update

MOST_STEPS = 10**9
MOST_WEIGHTS = 2 * 10**8        # of all replicas together: 1.6 GB


def update_of(model, n) -> Update:
    """The step of a model in dimension n >= 2d + 1, in float64."""
    n = exact_integer("n", n, least=1)
    if n < 2 * model.d + 1:
        raise ValueError(f"n must be at least 2d + 1 = {2 * model.d + 1}, so that U, V and w fit, got {n}")
    Lambda, Lambda_tilde = (np.array(law, dtype=float) for law in (model.Lambda, model.Lambda_tilde))
    numbers = (float(number) for number in (model.eta_T, model.eta_G, model.tau, model.tau_tilde))
    lam = None if model.pinned else float(model.lam)
    return Update(n, Lambda, Lambda_tilde, *numbers, lam, model.f, model.f_tilde, penalty_slope())


def simulate(model, chain, gram: np.ndarray, n, T, replicas, rng, records) -> Trajectory:
    """``records`` + 1 Gram matrices of each replica of ``chain``, SGD or GramChain, started from ``gram``."""
    update, T = update_of(model, n), _time(T, n)
    replicas, records = exact_integer("replicas", replicas, least=1), exact_integer("records", records, least=1)
    numbers = replicas * (2 * model.d + 1) * (update.n if chain is SGD else 1)
    if numbers > MOST_WEIGHTS:
        raise ValueError(f"replicas must have at most {MOST_WEIGHTS} weights together, got {numbers} of {replicas} replicas")
    if chain is GramChain:
        chain = fastest_chain(update, update.n * T, replicas)
    return recorded(chain(update, gram.astype(float), replicas, random_generator(rng)), update.n, T, records)


def weights(model, gram: np.ndarray, n, T, rng) -> tuple[np.ndarray, np.ndarray]:
    """sqrt(n) [U, V, w] at the start and at T of one run, (n, K) each; U starts with entries that are random signs."""
    update, T = update_of(model, n), _time(T, n)
    chain = SGD(update, gram.astype(float), 1, random_generator(rng), signs=True)
    before = chain.X[0].copy()
    recorded(chain, update.n, T, 1)
    return tuple(np.sqrt(update.n) * X.T for X in (before, chain.X[0]))


def _time(T, n) -> float:
    T = nearest_float("T", T)
    if not 0 < T * n <= MOST_STEPS:
        raise ValueError(f"T must be positive and n T at most {MOST_STEPS:g} steps, got T = {T:g}")
    return T
