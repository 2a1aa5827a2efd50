"""Fluctuation-dissipation relations of linear-quadratic games: reference values, brute force, finite chains."""
import itertools
import json
import re
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import pytest
from sympy import ImmutableMatrix as Matrix, Rational, zeros

from derivations.sgd_as_sde import discrete_fluctuation_dissipation as discrete
from derivations.sgd_as_sde.notation import Sigma_omega, Sigma_theta, eta, lambda_, mu
from ganmech.sgd_as_sde import FiniteData, LinearQuadratic, stationary_relations, used_relations

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "sgd_as_sde.json").read_text())
SETS = REFERENCE["LQ_mean_estimation"]
KEYS = {"SML_SDE_order0": ("sde", "SML", 0), "SML_SDE_order1": ("sde", "SML", 1), "SML_chain": ("chain", "SML", 0),
        "ALT_SDE_order1": ("sde", "ALT", 1), "ALT_chain": ("chain", "ALT", 0)}
CASES = [(name, scheme, key) for name, stored in SETS.items() for scheme in ("SML", "ALT") if scheme in stored
         for key in stored[scheme]["FDR"] if key in KEYS]
P1 = LinearQuadratic(mu="1/2", lam=1, m=1, a=0, c=1, s="1/2", batch=4, eta="1/10")


def game(name):
    p = SETS[name]["params"]
    return LinearQuadratic(mu=p["mu"], lam=p["lam"], m=p["m"], a=p["a"], c=p["c"], s=p["s"], batch=int(p["B"]), eta=p["eta"],
                           shared_batch=p.get("same", False))


def close(found, stored, digits=20):
    with mpmath.workdps(40):
        return abs(mpmath.mpf(found) - mpmath.mpf(stored)) <= mpmath.mpf(10)**-digits * (1 + abs(mpmath.mpf(stored)))


@pytest.mark.parametrize("name, scheme, key", CASES)
def test_both_sides_match_the_reference(name, scheme, key):
    found, stored = stationary_relations(game(name), *KEYS[key], digits=25), SETS[name][scheme]["FDR"][key]
    for relation, prefix in ((found.norm, "normFDR"), (found.phi, "phiFDR")):
        assert close(relation.left, stored[f"{prefix}_lhs"])
        assert close(relation.right, stored[f"{prefix}_rhs"])
        assert close(relation.residual, stored[f"{prefix}_residual"])


@pytest.mark.parametrize("name", SETS)
def test_the_excess_on_the_simultaneous_chain_is_the_predicted_one(name):
    found, stored = stationary_relations(game(name), "chain", "SML", digits=25), SETS[name]["SML"]["FDR"]
    predicted = stored["SML_chain_residual_prediction"]
    assert close(found.norm.residual, predicted["norm=eta/2 E|b0|^2"])
    assert close(found.phi.residual, predicted["phi=eta/2 E[b0 H b0]"])


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_simulated_chains_of_the_reference_agree_within_four_errors(scheme):
    stored, found = REFERENCE["MC_LQ_P1"][f"{scheme}_FDR_MC"], stationary_relations(P1, "chain", scheme)
    used = used_relations(P1, scheme)
    exact = found.norm.left, found.phi.left, sum(side.left for side in used), sum(side.right for side in used)
    assert all(abs(m - e) < 4 * s for m, e, s in zip(stored["mean"], exact, stored["se"]))


def drawn(rng, d_theta, d_omega, **training):
    """A linear-quadratic game of any dimension, damped enough to be stable."""
    def square(size):
        root = rng.integers(-3, 4, (size, size))
        return [[Fraction(int(entry), 12) for entry in row] for row in root @ root.T + 6 * np.eye(size, dtype=int)]
    K = [[Fraction(int(entry), 3) for entry in row] for row in rng.integers(-3, 4, (d_theta, d_omega))]
    return LinearQuadratic.of_matrices(square(d_theta), K, square(d_omega), [1] * d_theta, [Fraction(-1, 2)] * d_omega,
                                       square(d_theta), square(d_omega), eta="1/20", batch=3, **training)


@pytest.mark.parametrize("d_theta, d_omega, rates", [(1, 1, (1, 1)), (2, 3, (1, 1)), (3, 1, ("1/2", 2))])
def test_every_relation_of_the_sde_is_exact_in_any_dimension(d_theta, d_omega, rates):
    many = drawn(np.random.default_rng(d_theta), d_theta, d_omega, rates=rates)
    found = stationary_relations(many, "sde", "SML", digits=30)
    for relation in (found.norm, found.phi, found.generator, found.discriminator):
        assert relation.residual == 0 and relation.ratio == 1


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
@pytest.mark.parametrize("rates", [(1, 1), ("1/2", 2)])
def test_relations_in_the_gradients_used_are_exact_on_chains_in_any_dimension(scheme, rates):
    for sides in used_relations(drawn(np.random.default_rng(5), 2, 3, rates=rates), scheme, digits=30):
        assert sides.residual == 0 and sides.ratio == 1


def enumerated_step(found, scheme, theta, omega):
    """(probability, theta', omega', h_theta, h_omega) over all pairs of minibatches of two, of a finite data set, exactly."""
    pairs = list(itertools.product(found.x, found.z))
    batches = list(itertools.product(pairs, repeat=2))
    weight = Fraction(1, len(batches)**2)
    for first, second in itertools.product(batches, repeat=2):
        h_omega = sum(x - theta - found.s * z - found.lam * omega for x, z in first) / 2
        moved = omega + found.eta * h_omega
        seen = moved if scheme == "ALT" else omega
        h_theta = sum(-seen + found.mu * (theta + found.s * z - found.a) for _, z in second) / 2
        yield weight, theta - found.eta * h_theta, moved, h_theta, h_omega


@pytest.mark.parametrize("scheme", ["SML", "ALT"])
def test_relations_on_finite_data_by_brute_force(scheme):
    """Every quantity is quadratic in the state, so four states with the stationary mean and covariance stand for the law."""
    found = FiniteData(x=[-1, 2], z=[-1, "1/2"], mu="1/2", lam=1, s="1/2", batch=2, eta="1/5")
    C, rest = found.stationary_covariance("chain", scheme, digits=30), found.x_star
    root = np.linalg.cholesky(np.array(C, dtype=float))
    states = [rest + np.sqrt(2) * sign * root[:, place] for place in (0, 1) for sign in (1, -1)]
    sums = np.zeros(6)
    for theta, omega in states:
        for weight, new_theta, new_omega, h_theta, h_omega in enumerated_step(found, scheme, *map(Fraction, (theta, omega))):
            terms = (theta * h_theta, found.eta / 2 * h_theta**2, -omega * h_omega, found.eta / 2 * h_omega**2,
                     new_theta**2 - Fraction(theta)**2, new_omega**2 - Fraction(omega)**2)
            sums += np.array([float(weight * term) for term in map(Fraction, terms)]) / 4
    generator, discriminator = used_relations(found, scheme)
    expected = [generator.left, generator.right, discriminator.left, discriminator.right, 0, 0]
    np.testing.assert_allclose(sums, expected, rtol=1e-12, atol=1e-14)


def test_the_relations_hold_on_any_finite_chain_whatever_moves_it():
    """A random walk on 4 x 4 states: h is minus the step over eta, and the stationary law is found by linear algebra."""
    rng, step, values = np.random.default_rng(3), Rational(1, 7), [-1, 0, 2, 3]
    states = list(itertools.product(values, repeat=2))
    weights = [[Rational(int(w)) for w in row] for row in rng.integers(1, 9, (16, 16))]
    transition = Matrix([[w / sum(row) for w in row] for row in weights])
    law = ((transition.T - Matrix.eye(16)).row_insert(0, Matrix([[1] * 16]))[:16, :]).LUsolve(Matrix([1] + [0] * 15))
    left, right = zeros(2, 1), zeros(2, 1)
    for i, (theta, omega) in enumerate(states):
        for j, (new_theta, new_omega) in enumerate(states):
            h_theta, h_omega = (theta - new_theta) / step, (new_omega - omega) / step
            left += law[i] * transition[i, j] * Matrix([theta * h_theta, -omega * h_omega])
            right += law[i] * transition[i, j] * step / 2 * Matrix([h_theta**2, h_omega**2])
    assert left == right and sum(law) == 1


@pytest.mark.parametrize("derived, scheme", [(discrete.bias_simultaneous, "SML"), (discrete.bias_alternating, "ALT")])
def test_the_bias_of_norm_fdr_tends_to_the_derived_one(derived, scheme):
    """The relative bias over its leading order departs from 1 by O(eta)."""
    gaps = []
    for small in (Fraction(1, 400), Fraction(1, 800)):
        found = stationary_relations(P1.at(eta=small), "chain", scheme, digits=30).norm
        values = {mu: P1.mu, lambda_: P1.lam, Sigma_theta: Rational(1, 16), Sigma_omega: Rational(5, 4), eta: small}
        leading = derived.result.subs({symbol: Rational(value) for symbol, value in values.items()})
        gaps.append(float((found.ratio - 1) / mpmath.mpf(leading.p) * leading.q - 1))
    assert abs(gaps[1]) < 0.02 and gaps[0] / gaps[1] == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize("arguments, message", [
    (dict(momentum="1/2"), "momentum must be 0 for a fluctuation-dissipation relation, got 1/2"),
    (dict(critic_steps=2), "critic_steps must be 1 for a fluctuation-dissipation relation, got 2"),
])
def test_games_without_a_relation_are_refused(arguments, message):
    for call in (lambda g: stationary_relations(g, "chain", "ALT"), lambda g: used_relations(g, "ALT")):
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            call(P1.at(**arguments))


def test_an_unstable_chain_and_an_unknown_law_are_named():
    with pytest.raises(ValueError, match="^eta must "):
        stationary_relations(P1.at(eta=2), "chain", "SML")
    with pytest.raises(ValueError, match="^law must be one of chain, sde, got 'law'$"):
        stationary_relations(P1, "law", "SML")
