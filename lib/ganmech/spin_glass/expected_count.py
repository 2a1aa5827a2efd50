r"""The mean number of critical points at finite N: exact on the torus, N_D = N_G = 2, elsewhere sampled.

On the torus the total is in complete elliptic integrals, joint minima are an algebraic number (`torus_count`, `torus_minima`).
"""

from sympy import sqrt

from derivations.spin_glass import bipartite_torus, torus_count, torus_minima
from derivations.spin_glass.covariances import v_D_model, v_G_model
from derivations.spin_glass.notation import p, q, sigma_z, v_D, v_G
from derivations.spin_glass.torus_hessian import V_1, V_2, c_model
from ganmech.digits import asked_digits
from ganmech.exact import exact_integer
from ganmech.lowering import lower
from ganmech.rigour import to_digits
from ganmech.spin_glass.finite_count import LEAST_SAMPLES, expected_critical_points as sampled

SHARED = {torus_count.g: sqrt(V_1 * V_2), torus_count.c: c_model, v_D: v_D_model, v_G: v_G_model}


def _means(entries: dict) -> dict:
    """By (k_D, k_G): joint maxima are as many as joint minima, and one index alone halves the total."""
    minima, mixed = torus_minima.minima.result, torus_minima.mixed.result
    total, minima, mixed, half = (lower(mean.subs(entries), (p, q, sigma_z)) for mean in (
        torus_count.total.result, minima, mixed, minima + mixed))
    return {(None, None): total, (0, 0): minima, (1, 1): minima, (0, 1): mixed, (1, 0): mixed,
            (0, None): half, (1, None): half, (None, 0): half, (None, 1): half}


ON_TORUS = {"shared": _means(SHARED), "bipartite": _means(bipartite_torus.TORUS)}


def expected_critical_points(model, N_D, N_G, k_D=None, k_G=None, samples=10_000, rng=None, digits=None,
                             certified=False):
    """See `SpinGlassGAN.expected_critical_points`."""
    N_D, N_G = exact_integer("N_D", N_D, least=2), exact_integer("N_G", N_G, least=2)
    if (N_D, N_G) == (2, 2) and model.convention == "derived":
        exact_integer("samples", samples, least=LEAST_SAMPLES)
        return on_torus(model, k_D, k_G, digits, certified)
    if asked_digits(digits, certified) is not None:
        raise ValueError(f"digits need the exact mean, of N_D = N_G = 2 in the derived convention, "
                         f"got N_D = {N_D}, N_G = {N_G}, {model.convention}")
    return sampled(model, N_D, N_G, k_D, k_G, samples=samples, rng=rng)


def on_torus(model, k_D=None, k_G=None, digits=None, certified=False):
    """The exact mean at N_D = N_G = 2: a float, with ``digits`` an mpf, with ``certified`` too an arb."""
    indices = tuple(_index(name, k) for name, k in (("k_D", k_D), ("k_G", k_G)))
    return to_digits(ON_TORUS[model.coupling][indices], (model.p, model.q, model.sigma_z), digits, certified)


def _index(name: str, k) -> int | None:
    k = None if k is None else exact_integer(name, k, least=0)
    if k not in (None, 0, 1):
        raise ValueError(f"{name} must be 0 or 1 on a circle, got {k}")
    return k
