"""The particle GAN on the circle: N coupled particles and a critic of K Fourier features."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from derivations.particle_gan import blow_out as derived
from derivations.particle_gan.notation import N, eta_G, g_1, mu_minus, mu_plus, phi, written_out
from ganmech.digits import asked_digits
from ganmech.exact import exact_integer, random_generator, said
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan import blow_out, critical_damping
from ganmech.particle_gan.blow_out import BlowOut
from ganmech.particle_gan.circle_collapse import CloudMap, collapse_map
from ganmech.particle_gan.circle_parameters import MOST_PARTICLES, MOST_WAVES, check_modes, checked
from ganmech.particle_gan.circle_waves import Waves, waves
from ganmech.particle_gan.cloud_motion import CloudRun
from ganmech.particle_gan.cloud_runs import simulate
from ganmech.particle_gan.positive_numbers import computed, positive, several
from ganmech.particle_gan.resting_cloud import RestState, rest_state
from ganmech.particle_gan.travelling_cloud import TravellingState, coupling_in_time, travelling_state

EXTRA = 10                      # digits of intermediate results beyond those asked for
_mobilities = lower(tuple(map(written_out, (mu_plus, mu_minus))), (N, g_1, phi, eta_G))
_blow_out_coupling = lower(derived.coupling.result[0], (derived.b_star, derived.b_0, N))


@dataclass(frozen=True)
class CircleGAN:
    r"""N particles x_i on the circle, coupled by a kernel of g1 and g1 phi, and a critic D(x) = Re sum_k d_k e^{ikx}, k <= K.

        d_k' = eta_k (p_k - q_k) - gamma_k d_k,      x_i' = mu_- D'(x_i) + (mu_+ - mu_-) <D'>,      eta_k = eta_D k^(-2s),
        mu_+ = eta_G g1 (1 + (N - 1) phi)/N,      mu_- = eta_G g1 (1 - phi)/N.

    q_k = <e^{-ikx}> over the particles, p_k the same of the target. ``target`` "modes": ``M`` equally spaced modes, one at 0,
    Gaussian of width ``sigma`` (0: points), p_k = exp(-sigma^2 k^2/2) where M divides k, else 0; "uniform": p_k = 0.
    ``regulariser`` "weight decay": gamma_k = eta_D strength; "gradient penalty", strength/2 times the mean of D'^2 over the
    circle: gamma_k = eta_D strength k^(2-2s)/2. A larger s is a smoother critic; s = 1 decays as that of a ReLU network.
    Two modes and a weight decay of 1/2 are set where nothing else is said.

    Numbers are exact: strings ("0.1"), Fractions, ints; floats are taken at their binary value. ``digits`` None gives float64,
    otherwise mpf of so many digits; with ``certified`` Arb balls that contain the values, as small as `enclosed` says. Raises
    ValueError or TypeError, naming the parameter, its value and what is allowed.

    Built from the description of the model by Durr, Mroueh, Tu and Wang 2023; the critic on the circle is the chapter's own.
    """

    N: int = 8
    K: int = 16
    s: Fraction = 1
    phi: Fraction = Fraction(1, 10)
    eta_D: Fraction = 1
    eta_G: Fraction = 1
    _: KW_ONLY
    g1: Fraction = 1
    target: str = "modes"
    M: int = 2
    sigma: Fraction = 0
    regulariser: str = "weight decay"
    strength: Fraction = Fraction(1, 2)

    def __post_init__(self):
        for name, value in checked(self).items():
            object.__setattr__(self, name, value)

    def mobilities(self, digits: int | None = None, certified: bool = False) -> tuple:
        """(mu_+, mu_-): of the mean of the particles and of their relative coordinates."""
        return computed(self._mobilities, digits, *self._kernel, certified=certified)

    def optimal_penalty(self, digits: int | None = None, certified: bool = False) -> critical_damping.OptimalPenalty:
        """The gradient penalty under which N particles come to rest on N equally spaced data fastest.

        ``strength``, ``rate`` of the slowest mode and the ``critical_strengths`` of each mode. Of this model N, K, s, phi, g1,
        eta_D and eta_G enter; K must be at least N/2.
        """
        if 2 * self.K < self.N:
            raise ValueError(f"K must be at least N/2 = {self.N / 2:g}, so that the critic sees every mode of N data, "
                             f"got {self.K}")
        more = None if asked_digits(digits, certified) is None else digits + EXTRA
        modes = critical_damping.circle_modes(self.N, self.K, self.s, self.phi, self.g1, more)
        found = critical_damping.optimal_penalty(*modes, self.N, self.eta_D, self.eta_G, digits)
        if not certified:
            return found
        exact_modes = partial(critical_damping.circle, N=self.N, K=self.K)
        rates, of_circle = (self.N, self.eta_D, self.eta_G), (self.s, self.phi, self.g1)
        return critical_damping.enclosed_penalty(exact_modes, found.binding, digits, *rates, *of_circle)

    def rest_state(self, M: int | None = None, gamma=None, digits: int | None = None, certified: bool = False) -> RestState:
        """A cloud collapsed at rest in a mode: S_n, S_r, hopf_mobility, hopf_frequency, eigenvalues, thresholds in phi.

        ``M`` modes instead of the model's; ``gamma``, one rate at which all wave numbers are forgotten, instead of the model's.
        """
        M = self._target(M)
        if M == 1 and not self.sigma:
            raise ValueError("M must be 2 or more, or sigma positive: a cloud in the one mode of a point target is the target")
        return RestState(*self._state(digits, certified, M, gamma, lambda arithmetic, each, moves, g1, phi, eta_G: rest_state(
            arithmetic, each, arithmetic.rational(self.N, 1), g1, eta_G, moves)))

    def travelling_state(self, gamma=None, digits: int | None = None, certified: bool = False) -> TravellingState:
        """A cloud in one point on a uniform target, whatever this model's: mu_c, v, D'' and Lambda. ``gamma`` as above."""
        return TravellingState(*self._state(
            digits, certified, None, gamma, lambda arithmetic, each, moves, *kernel: travelling_state(arithmetic, each, moves)))

    def coupling_in_time(self, T, ell=3, gamma=None, digits: int | None = None, certified: bool = False):
        """phi_T: coupling beyond which a travelling cloud, in the time T, splits by less than the factor e^ell. Equal damping.

        Negative where the cloud stays together at any coupling.
        """
        T, ell = positive("T", T), positive("ell", ell)
        damping = self._equal_damping() if gamma is None else positive("gamma", gamma)
        return computed(coupling_in_time, digits, self.N, damping, T, ell, certified=certified)

    def simulate(self, T, dt=None, start="tight", replicas: int = 1, rng=None, records: int = 100, critic=None) -> CloudRun:
        """The N particles and their critic from t = 0 to T, at ``records`` + 1 times; several replicas at once.

        ``start`` "tight": about one place, drawn for each replica, with standard deviation 0.05; "spread": the same with 2; or
        an array of places, (N,) or (replicas, N). ``critic`` holds d_k at the start, (K,) complex, otherwise 0. ``rng`` is a
        seed or a Generator. ``dt`` None is a tenth of the motion's shortest time. A replica that diverges, as its dt is too
        long, is marked in ``diverged`` and its numbers are nan from then on.
        """
        return simulate(self.float_waves(), self.N, [self.mobilities()], T, dt, start, replicas, [random_generator(rng)],
                        records, critic)

    def blow_out(self, M: int | None = None, gamma=None, rng=0) -> BlowOut:
        """Where a collapsed cloud starts to attract: mobility, b* = mobility/hopf_mobility, and the coupling phi*.

        Takes seconds where the motion is a regular rotation, up to a minute where it is not. Raises ValueError for a uniform
        target, on which a collapsed cloud always splits.
        """
        M = self._target(M)
        if M is None:
            raise ValueError("target must be modes for a blow-out: on a uniform target a collapsed cloud always splits")
        rest = self.rest_state(M, gamma)
        found = blow_out.blow_out(self.float_waves(M, gamma), M, rest.hopf_mobility, random_generator(rng))
        mobility, first, error, orbit = found
        uncoupled = _mobilities(FLOAT64, self.N, float(self.g1), 0.0, float(self.eta_G))[0]
        reached = _blow_out_coupling(FLOAT64, mobility / rest.hopf_mobility, uncoupled / rest.hopf_mobility, self.N)
        return BlowOut(float(mobility), float(mobility / rest.hopf_mobility), float(reached), first, error, orbit)

    def mean_curvature(self, b: Sequence, M: int | None = None, gamma=None, starts: int = 6, rng=0) -> np.ndarray:
        """Time averages of D'' under a collapsed cloud, (len(b), starts), at mobilities b mu_+^H, from random starts."""
        M, scales = self._target(M), np.array([float(value) for value in several("b", b)])
        threshold = self.rest_state(M, gamma).hopf_mobility
        count = exact_integer("starts", starts, 1, MOST_PARTICLES)
        return blow_out.mean_curvature(self.float_waves(M, gamma), scales * threshold, random_generator(rng), count)

    def collapse_map(self, phis: Sequence, eta_Ds: Sequence, T=250, **options) -> CloudMap:
        """The order parameter <|q_1|> at these couplings and rates of the critic; options as in `circle_collapse`."""
        return collapse_map(self, phis, eta_Ds, T, **options)

    def float_waves(self, M: int | None = None, gamma=None) -> Waves:
        """eta_k, gamma_k and p_k for k = 1..K, in float64; ``M`` and ``gamma`` as for `rest_state`."""
        damping = () if gamma is None else (float(positive("gamma", gamma)),)
        return waves(FLOAT64, self.K, self._target(M), tuple(map(float, self._critic)), *damping)

    @property
    def _kernel(self) -> tuple:
        return self.g1, self.phi, self.eta_G

    @property
    def _critic(self) -> tuple:
        """s, eta_D, weight decay, gradient penalty, sigma."""
        nothing = Fraction(0)
        strengths = (self.strength, nothing) if self.regulariser == "weight decay" else (nothing, self.strength)
        return self.s, self.eta_D, *strengths, self.sigma

    def _mobilities(self, arithmetic, *kernel) -> tuple:
        return _mobilities(arithmetic, arithmetic.rational(self.N, 1), *kernel)

    def _state(self, digits, certified: bool, M: int | None, gamma, fields: Callable):
        """fields(arithmetic, waves, mobilities, g1, phi, eta_G), computed in float64, to ``digits`` or in balls."""
        damping = () if gamma is None else (positive("gamma", gamma),)

        def of_all(arithmetic, critic, kernel, damping):
            each = waves(arithmetic, self.K, M, critic, *damping)
            return fields(arithmetic, each, self._mobilities(arithmetic, *kernel), *kernel)

        return computed(of_all, digits, self._critic, self._kernel, damping, certified=certified)

    def _target(self, M: int | None) -> int | None:
        """How many modes: those asked for, or the model's; None for a uniform target."""
        if M is None:
            return self.M if self.target == "modes" else None
        M = exact_integer("M", M, 1, MOST_WAVES)
        check_modes(M, self.K, self.sigma)
        return M

    def _equal_damping(self) -> Fraction:
        if self.regulariser == "weight decay":
            return self.eta_D * self.strength
        if self.s == 1 or self.K == 1:
            return self.eta_D * self.strength / 2
        raise ValueError("s must be 1 for this under a gradient penalty, which then damps all wave numbers alike, "
                         f"got {said(self.s)}")
