"""One call of every public function and method that takes ``digits``; the tests look for those that have none here."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module

import flint
import mpmath
import numpy as np

from ganmech import CHAPTERS
from ganmech.neighbours import optimal_intervals, smallest_distance, smallest_pair, total_variation
from ganmech.particle_gan import (
    CircleGAN, circle_modes, coupling_maximum, dirac_gan, eigenvalues, extragradient_window, largest_coupling, optimal_decay,
    optimal_penalty, rate, stability_window, wgan_gp_cycle_amplitude, wide_kernel,
)
from ganmech.sgd_as_sde import LinearQuadratic, Multiplicative, optimal_schedule, stationary_relations, used_relations
from ganmech.solvable_gan import SolvableGAN
from ganmech.spin_glass import CoupledEnsemble, SpinGlassGAN, kth_eigenvalue_rate, left_tail_rate, right_tail_rate

ENSEMBLE = CoupledEnsemble("9/10", 1, "1/2")
GLASS = SpinGlassGAN(3, 3, 1, "9/10")
GAN = SolvableGAN(Lambda=(1,), eta_T="1/5", eta_G="1/5", tau="1/5", tau_tilde="1/50")
FOOLED = SolvableGAN(Lambda=(1,), eta_T=4, eta_G=4, tau="1/5", tau_tilde="1/50")
SEEN = CircleGAN(N=4, K=8, s=2, phi="1/4")      # every mode by its critic
CIRCLE = CircleGAN(N=4, K=3, s=1, phi="1/5")
MODES = [1, "1/2"], ["3/10", "2/5"], 4, 1, 2
GAME = LinearQuadratic(eta="1/20", batch=4, mu="1/2")
NOISY = Multiplicative(eta="1/20", batch=4, mu="1/2")
SCHEME, STEPS = "SML", "simultaneous"

CALLS = {
    "spin_glass.CoupledEnsemble.log_determinant": lambda **how: ENSEMBLE.log_determinant("0.3", "-1.2", **how),
    "spin_glass.CoupledEnsemble.log_determinant_gradient": lambda **how: ENSEMBLE.log_determinant_gradient("1/3", -1, **how),
    "spin_glass.CoupledEnsemble.log_determinant_hessian": lambda **how: ENSEMBLE.log_determinant_hessian("0.3", "-1.2", **how),
    "spin_glass.CoupledEnsemble.density": lambda **how: ENSEMBLE.density("0.3", "-1.2", **how),
    "spin_glass.CoupledEnsemble.edges": lambda **how: ENSEMBLE.edges("1.5", **how),
    "spin_glass.CoupledEnsemble.merging_x1": lambda **how: ENSEMBLE.merging_x1(**how),
    "spin_glass.SpinGlassGAN.constant": lambda **how: GLASS.constant(**how),
    "spin_glass.SpinGlassGAN.complexity": lambda **how: GLASS.complexity("-1/2", -1, 0, 1, **how),
    "spin_glass.SpinGlassGAN.complexity_bounds": lambda digits=20: GLASS.complexity_bounds("-1/2", -1, digits=digits),
    "spin_glass.SpinGlassGAN.total_complexity": lambda **how: GLASS.total_complexity(**how),
    "spin_glass.SpinGlassGAN.exponent": lambda **how: GLASS.exponent("0.3", -2, "5/2", **how),
    "spin_glass.SpinGlassGAN.complexity_maximum": lambda **how: GLASS.complexity_maximum("-1/2", -1, **how),
    "spin_glass.SpinGlassGAN.minimum_losses": lambda **how: GLASS.minimum_losses(0, 0, **how),
    "spin_glass.SpinGlassGAN.nash_thresholds": lambda **how: GLASS.nash_thresholds(**how),
    "spin_glass.SpinGlassGAN.nash_threshold": lambda **how: GLASS.nash_threshold(**how),
    "spin_glass.SpinGlassGAN.expected_critical_points": lambda **how: GLASS.expected_critical_points(2, 2, **how),
    "spin_glass.kth_eigenvalue_rate": lambda **how: kth_eigenvalue_rate("3/2", 3, **how),
    "spin_glass.left_tail_rate": lambda **how: left_tail_rate("1/3", **how),
    "spin_glass.right_tail_rate": lambda **how: right_tail_rate("4/3", **how),
    "solvable_gan.SolvableGAN.solve": lambda digits=None: GAN.solve({"P": "1/10", "q": "1/10"}, [0, 1], digits=digits),
    "solvable_gan.SolvableGAN.slow_drift": lambda **how: FOOLED.slow_drift(**how),
    "solvable_gan.SolvableGAN.fixed_points": lambda **how: GAN.fixed_points(**how),
    "solvable_gan.SolvableGAN.informed_pair": lambda **how: GAN.informed_pair(**how),
    "solvable_gan.SolvableGAN.fooled_spectrum": lambda **how: GAN.fooled_spectrum("1/2", **how),
    "solvable_gan.SolvableGAN.thresholds": lambda **how: GAN.thresholds(**how),
    "particle_gan.CircleGAN.mobilities": lambda **how: CIRCLE.mobilities(**how),
    "particle_gan.CircleGAN.optimal_penalty": lambda **how: SEEN.optimal_penalty(**how),
    "particle_gan.CircleGAN.rest_state": lambda **how: CIRCLE.rest_state(**how),
    "particle_gan.CircleGAN.travelling_state": lambda **how: CIRCLE.travelling_state(**how),
    "particle_gan.CircleGAN.coupling_in_time": lambda **how: CIRCLE.coupling_in_time(5, **how),
    "particle_gan.circle_modes": lambda **how: circle_modes(4, 3, 1, "1/5", **how),
    "particle_gan.coupling_maximum": lambda digits=30: coupling_maximum(digits),
    "particle_gan.dirac_gan": lambda **how: dirac_gan("1/2", **how),
    "particle_gan.eigenvalues": lambda **how: eigenvalues("1/2", *MODES, **how),
    "particle_gan.extragradient_window": lambda **how: extragradient_window("1/2", "1/2", 1, "1/3", 4, **how),
    "particle_gan.largest_coupling": lambda **how: largest_coupling("1/2", STEPS, "1/10", "1/10", "1/2", 4, **how),
    "particle_gan.optimal_decay": lambda **how: optimal_decay(*MODES, **how),
    "particle_gan.optimal_penalty": lambda **how: optimal_penalty(*MODES, **how),
    "particle_gan.rate": lambda **how: rate("1/2", *MODES, **how),
    "particle_gan.stability_window": lambda **how: stability_window(STEPS, "1/10", "1/10", "1/2", "1/3", 4, **how),
    "particle_gan.wgan_gp_cycle_amplitude": lambda **how: wgan_gp_cycle_amplitude("1/2", **how),
    "particle_gan.wide_kernel": lambda digits=None, certified=False: wide_kernel(3, "erf", digits=digits, certified=certified),
    "sgd_as_sde.LinearQuadratic.stationary_covariance": lambda **how: GAME.stationary_covariance("chain", SCHEME, **how),
    "sgd_as_sde.LinearQuadratic.law": lambda **how: GAME.law([1, "1/2"], 5, "chain", SCHEME, **how),
    "sgd_as_sde.LinearQuadratic.spectral_radius": lambda **how: GAME.spectral_radius(SCHEME, **how),
    "sgd_as_sde.LinearQuadratic.stability_bound": lambda **how: GAME.stability_bound(SCHEME, **how),
    "sgd_as_sde.Multiplicative.stationary_moments": lambda **how: NOISY.stationary_moments("chain", SCHEME, **how),
    "sgd_as_sde.Multiplicative.moments": lambda **how: NOISY.moments([1, "1/2"], 5, "chain", SCHEME, **how),
    "sgd_as_sde.optimal_schedule": lambda **how: optimal_schedule(1, "1/10", 2, 5, **how),
    "sgd_as_sde.stationary_relations": lambda **how: stationary_relations(GAME, "chain", SCHEME, **how),
    "sgd_as_sde.used_relations": lambda **how: used_relations(GAME, SCHEME, **how),
    "neighbours.optimal_intervals": lambda **how: optimal_intervals((0, 1), ("-1/2", 2), **how),
    "neighbours.smallest_distance": lambda **how: smallest_distance("1/3", 5, **how),
    "neighbours.smallest_pair": lambda **how: smallest_pair("1/3", 5, **how),
    "neighbours.total_variation": lambda **how: total_variation((0, 1), ("-1/2", 2), **how),
}
SLOW = {f"spin_glass.SpinGlassGAN.{name}" for name in ("nash_thresholds", "nash_threshold", "minimum_losses")}


def offered() -> Iterator[tuple[str, Callable]]:
    """(chapter.function or chapter.Class.method, function) of all that chapters offer and that take ``digits``."""
    for chapter in CHAPTERS:
        module = import_module(f"ganmech.{chapter}")
        for name in module.__all__:
            found = getattr(module, name)
            members = {name: found} if inspect.isfunction(found) else {
                f"{name}.{member}": function for member, function in inspect.getmembers(found, inspect.isfunction)
                if not member.startswith("_")} if inspect.isclass(found) else {}
            yield from ((f"{chapter}.{path}", function) for path, function in members.items()
                        if "digits" in inspect.signature(function).parameters)


def public_calls() -> dict[str, inspect.Signature]:
    """Their signatures; of a method that several classes inherit once, by the name that `CALLS` has."""
    names = {}
    for name, function in offered():
        names[function] = name if name in CALLS else names.get(function, name)
    return {name: inspect.signature(function) for function, name in names.items()}


def settings() -> tuple:
    """What belongs to the caller: precisions of mpmath and python-flint, what numpy does about errors."""
    return mpmath.mp.dps, mpmath.mp.prec, mpmath.iv.prec, flint.ctx.prec, flint.ctx.dps, tuple(np.geterr().items())


def text(found) -> str:
    """A result to its last digit, whatever it is made of."""
    if isinstance(found, (flint.arb, flint.acb)):
        return found.str(200, more=True)
    if isinstance(found, np.ndarray):
        return f"{found.shape}{[text(entry) for entry in found.ravel().tolist()]}"
    if isinstance(found, (tuple, list)):
        return str([text(entry) for entry in found])
    if isinstance(found, dict):
        return str({key: text(value) for key, value in found.items()})
    if hasattr(found, "__dataclass_fields__"):
        return f"{type(found).__name__}{text({name: getattr(found, name) for name in found.__dataclass_fields__})}"
    return repr(getattr(found, "_mpf_", getattr(found, "_mpc_", found)))
