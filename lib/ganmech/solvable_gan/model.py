"""The solvable model of a GAN: simulated, and solved in the limit of large n."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from ganmech.digits import checked_digits
from ganmech.exact import nearest_float
from ganmech.solvable_gan import phases, simulation, solution
from ganmech.solvable_gan.fixed_points import FixedPoints, every_fixed_point
from ganmech.solvable_gan.fluctuations import Fluctuations, fluctuations
from ganmech.solvable_gan.fooled import fooled_spectrum
from ganmech.solvable_gan.gram_chain import GramChain
from ganmech.solvable_gan.informed import InformedPair, informed_pair
from ganmech.solvable_gan.limit_cycle import LimitCycle, limit_cycle
from ganmech.solvable_gan.loss import Slope, slopes
from ganmech.solvable_gan.parameters import check_noise, generated_variances, nonnegative, positive, variances
from ganmech.solvable_gan.phases import Phase, Thresholds
from ganmech.solvable_gan.propagator import Propagator, propagator
from ganmech.solvable_gan.settled import settled, settled_diagram
from ganmech.solvable_gan.sgd import SGD
from ganmech.solvable_gan.slow_drift import SlowDrift, slow_drift
from ganmech.solvable_gan.state import Trajectory, initial_gram, little_learned


@dataclass(frozen=True)
class SolvableGAN:
    """True data y = U c + sqrt(eta_T) a and generated data y~ = V c~ + sqrt(eta_G) a~ in R^n, a discriminator that sees y.w.

    U has d orthonormal columns, c and c~ are Gaussian with variances ``Lambda`` and ``Lambda_tilde`` (d positive numbers, or
    one; None: as Lambda), a and a~ standard Gaussian; ``eta_T`` and ``eta_G`` are the noises' variances. ``tau`` is the
    discriminator's learning rate, ``tau_tilde`` the generator's, each divided by n per step; time t is k/n. ``loss`` gives f
    and f~: "linear" (f(x) = x, the quadratic loss), "tanh", a SymPy expression in one symbol, a function of arrays, or a pair
    (f, f~). ``lam`` None pins the lengths of w and of each V_i at 1; a number weighs the regularisation H of their squares,
    with H'(x) = tanh(x - 1).

    Numbers are exact: strings ("0.2"), Fractions, ints; floats are taken at their binary value. A start is a mapping of P, q,
    r, S, z with missing r = P^T q, S = I, z = 1; where it may be None, P = I/10 and q_i = 1/10. Raises ValueError or
    TypeError, naming the parameter, its value and what is allowed. Where ``digits`` may be given, None is float64 and a number
    is mpf of so many digits; with ``certified`` Arb balls that contain the values, as small as `ganmech.enclosed` says.

    Source: Wang, Hu, Lu 2019, A Solvable High-Dimensional Model of GAN.
    """

    Lambda: tuple[Fraction, ...]
    eta_T: Fraction
    eta_G: Fraction
    tau: Fraction
    tau_tilde: Fraction
    Lambda_tilde: tuple[Fraction, ...] | None = None
    loss: object = "linear"
    lam: Fraction | None = None
    f: Slope = field(init=False, repr=False, compare=False)
    f_tilde: Slope = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        Lambda, (f, f_tilde) = variances("Lambda", self.Lambda), slopes(self.loss)
        given = {"Lambda": Lambda, "Lambda_tilde": generated_variances(self.Lambda_tilde, Lambda), "f": f, "f_tilde": f_tilde,
                 "eta_T": nonnegative("eta_T", self.eta_T), "eta_G": nonnegative("eta_G", self.eta_G),
                 "tau": positive("tau", self.tau), "tau_tilde": positive("tau_tilde", self.tau_tilde),
                 "lam": None if self.lam is None else nonnegative("lam", self.lam)}
        for name, value in given.items():
            object.__setattr__(self, name, value)
        check_noise("eta_T", self.eta_T, f), check_noise("eta_G", self.eta_G, f_tilde)

    @property
    def d(self) -> int:
        """The number of features."""
        return len(self.Lambda)

    @property
    def pinned(self) -> bool:
        return self.lam is None

    def solve(self, initial: Mapping, t, digits: int | None = None) -> Trajectory:
        """The order parameters at the increasing times t in the limit n -> infinity.

        float64, with errors below 1e-11 where the trajectory does not amplify them; with ``digits`` mpf of so many digits.
        Raises Diverged where a regularised model leaves every bound; its attribute ``partial`` holds what was computed.
        """
        digits = None if digits is None else checked_digits(digits)
        return solution.solve(self, self._start(initial), t, digits)

    def propagator(self, t, initial: Mapping | None = None) -> Propagator:
        """Phi(t) and N(t): a row x of sqrt(n) [U, V, w] moves as Phi x(0) + a Gaussian of covariance N.

        ``t`` as in `solve`; matrices (T, K, K), float64.
        """
        return propagator(self, self._start(initial), t)

    def fluctuations(self, t, initial: Mapping | None = None) -> Fluctuations:
        """n times the covariance of descent about the solution at times t, from a start without fluctuations.

        The linear loss and pinned lengths; float64. Raises ValueError for other models.
        """
        return fluctuations(self, self._start(initial), t)

    def slow_drift(self, digits: int | None = None, certified: bool = False) -> SlowDrift:
        """dP/dT of one feature with Lambda_tilde = Lambda on the line of fooled states, T = t/n, and where P comes to rest."""
        return slow_drift(self, digits, certified)

    def fixed_points(self, digits: int | None = None, certified: bool = False) -> FixedPoints:
        """Every fixed point of one feature with the linear loss and pinned lengths, with its stability.

        Raises ValueError for other models, and with digits ArithmeticError where a point is exactly on the border of stability.
        """
        return every_fixed_point(self, digits, certified)

    def informed_pair(self, digits: int | None = None, certified: bool = False) -> InformedPair:
        """The noises eta = eta_T = eta_G at which F3+ and F3- are born and F3+ changes its stability; Lambda_tilde = Lambda."""
        return informed_pair(self, digits, certified)

    def fooled_spectrum(self, P, S=None, digits: int | None = None, certified: bool = False):
        """The eigenvalues, by falling real part, with which a small (q, r) grows at q = r = 0 and these P and S (None: I).

        The state attracts if all real parts are negative. Any d, the linear loss and pinned lengths. Complex float64, a tuple
        of mpc, or of acb that are isolated.
        """
        start = {"P": P, "q": [0] * self.d} | ({} if S is None else {"S": S})
        return fooled_spectrum(self, initial_gram(start, self.d, self.pinned), digits, certified)

    def limit_cycle(self) -> LimitCycle:
        """The cycle that one feature settles to, as `fixed_points` restricts it; its period to about 1e-10.

        Raises ValueError if the solution comes to rest.
        """
        return limit_cycle(self)

    def phase(self) -> Phase:
        """The phase, as "recovered" or "mode collapse", from closed-form conditions; any d, any loss, pinned lengths."""
        return phases.phase(self)

    def thresholds(self, digits: int | None = None, certified: bool = False) -> Thresholds:
        """The noises eta = eta_T = eta_G at which the conditions of the phases change."""
        return phases.thresholds(self, digits, certified)

    def phase_diagram(self, x: str, x_values: Sequence, y: str, y_values: Sequence) -> np.ndarray:
        """Names of phases, (len(y_values), len(x_values)), as two of tau, tau_tilde, eta_T, eta_G, eta (both noises) vary."""
        return phases.phase_diagram(self, x, x_values, y, y_values)

    def settled(self, initial: Mapping, t) -> Phase:
        """The phase that the solution from ``initial`` shows at the end of a long time t: solved, not concluded."""
        return settled(self, initial, nearest_float("t", t))

    def settled_diagram(self, x: str, x_values: Sequence, y: str, y_values: Sequence, initial: Mapping, t) -> np.ndarray:
        """As `phase_diagram`, each name from `settled`: about 10 ms a cell."""
        return settled_diagram(self, x, x_values, y, y_values, initial, nearest_float("t", t))

    def simulate(self, n: int, T, replicas: int = 1, rng=None, initial: Mapping | None = None, records: int = 100):
        """Stochastic gradient descent in R^n from t = 0 to T, n T steps: a Trajectory at ``records`` + 1 times.

        Arrays have the time first, then the replicas, which differ in their samples. A step takes time O(n d^2) a replica;
        n >= 2d + 1. Raises Diverged or Interrupted, which keep what was computed in their attribute ``partial``.
        """
        return simulation.simulate(self, SGD, self._start(initial), n, T, replicas, rng, records)

    def simulate_gram(self, n: int, T, replicas: int = 1, rng=None, initial: Mapping | None = None, records: int = 100):
        """As `simulate`, of exactly the same law, at O(d^3) a step: only the Gram matrix is drawn. n >= 2d + 1."""
        return simulation.simulate(self, GramChain, self._start(initial), n, T, replicas, rng, records)

    def weights(self, n: int, T, rng=None, initial: Mapping | None = None) -> tuple[np.ndarray, np.ndarray]:
        """sqrt(n) [U, V, w] of one run of `simulate` at t = 0 and at T, (n, K) each; `propagator` gives the law of their rows.

        At the start the entries of U are random signs (for d > 1 nearly so), and V and w as Gaussian as their overlaps allow.
        """
        return simulation.weights(self, self._start(initial), n, T, rng)

    def _start(self, initial: Mapping | None) -> np.ndarray:
        return initial_gram(little_learned(self.d) if initial is None else initial, self.d, self.pinned)
