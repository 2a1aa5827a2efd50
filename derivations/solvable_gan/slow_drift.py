r"""Among the fooled states of one feature, all at rest for the equation, finite n selects one: P drifts at times of order n.

On the line q = r = 0 the state stays where it is for t = k/n of order 1, while (q, r) fluctuates with the covariance Sigma/n,
the stationary one of ``fluctuations`` at this P. In the slow time T = t/n = k/n^2 the mean of one step then moves P by

    dP/dT = tau~ Lambda (Sigma_qr - P Sigma_rr) - P tau~^2 eta_G Lambda/2,

the first term from P' = tau~ Lambda r (q - P r), the second because a step across V shortens its share along U. For
eta_T = eta_G = eta, rho = eta/Lambda and p = P^2 this is

    dP/dT = tau tau~ eta Lambda P F(p)/(2 (kappa - 2 gamma)(p - P_c^2)),

F a quadratic with exactly one root between P_c^2 and 1 wherever part of the line attracts (kappa < 2 gamma < 2): there P comes
to rest. The noise of P itself is of order 1/sqrt n. Equal signals, Lambda~ = Lambda, throughout.
"""
from sympy import Derivative, Function, ImmutableMatrix as Matrix, Rational, Subs, Symbol, sqrt

from derivations.calculus import Above, Between, Domain, Is, Line, Real, Stated, Using, calc
from derivations.calculus.gaussian import Average
from derivations.solvable_gan import published
from derivations.solvable_gan.fluctuations import Sigma, fooled, jacobian, stationary_covariance
from derivations.solvable_gan.notation import ONE, RATES, Lambda, Lambda_G, P, eta, eta_G, eta_T, gamma, kappa, q, r, tau, tau_G
from derivations.solvable_gan.stability import critical_overlap

p, rho, epsilon = (Symbol(name, positive=True) for name in ("p", "rho", "epsilon"))          # P^2 and eta/Lambda
nu, c, a = (Symbol(name, real=True) for name in ("nu", "c", "a"))
Sigma_qq, Sigma_qr, Sigma_rr = Sigma

# kappa, gamma and P free, so that the fooled state is anywhere; equal noise and signals.
EQUAL = Domain({**dict.fromkeys((tau, kappa, eta, Lambda), Above(0)), P: Between(Rational(1, 2), 1), tau_G: Is(kappa * tau),
                gamma: Is(tau * eta**2 / Lambda), rho: Is(eta / Lambda), p: Is(P**2), **dict.fromkeys(Sigma, Real())})

shortening = calc(
    Subs(Derivative(P / sqrt(1 + epsilon**2 * nu**2), (epsilon, 2)), epsilon, 0) / 2,
    Line(r"$V \to (V + \epsilon\nu w)/|V + \epsilon\nu w|$ at $q = r = 0$: the second-order change of $P$", -P * nu**2 / 2),
    on=Domain({P: Real(), nu: Real(), epsilon: Above(0)}), title="A step across shortens what is along")

step = calc(
    Average((tau_G * sqrt(eta_G) * a * sqrt(Lambda) * c)**2, a, c),
    Line(r"$\langle\nu^2\rangle$ of $\nu = \tilde\tau \tilde s \tilde c$ at $q = r = 0$", tau_G**2 * eta_G * Lambda),
    on=RATES | {Lambda: Above(0)}, title="The generator's step at a fooled state")

J = jacobian(ONE)[1:, 1:].subs({q: 0, r: 0, Lambda_G: Lambda})          # 2 x 2, of (q, r) in the time t
Sigma_at_rest = stationary_covariance(J, fooled.result.subs(Lambda_G, Lambda))
F = (2 * p**2 + (2 * kappa - 4 + 2 * gamma + gamma * kappa + 2 * gamma**2 + 4 * gamma * rho) * p
     + 2 - 2 * kappa - 2 * gamma + gamma * kappa + gamma * kappa**2 - 2 * gamma**2 - gamma**2 * kappa**2 + 2 * gamma**3 * kappa
     + 2 * gamma * kappa * rho - 4 * gamma * rho)

drift = calc(
    Derivative(Function("P")(Symbol("T")), Symbol("T")),
    Line(r"the mean of a step over the fluctuations of $(q, r)$, $n^2$ times",
         tau_G * Lambda * (Sigma_qr - P * Sigma_rr) + shortening.result.coeff(nu**2) * step.result.subs(eta_G, eta),
         by=Stated(published.AVERAGING)),
    Line(r"with the stationary covariance, for $\eta_T = \eta_G$: a quadratic in $p = P^2$ decides the sign",
         tau * tau_G * eta * Lambda * P * F / (2 * (kappa - 2 * gamma) * (p - critical_overlap)),
         by=Using("the stationary covariance", dict(zip(Sigma, (entry.subs({eta_T: eta, eta_G: eta}) for entry in (
             Sigma_at_rest[0, 0], Sigma_at_rest[0, 1], Sigma_at_rest[1, 1])))))),
    on=EQUAL, title="The slow drift along the line of fooled states")

# dP/dT for any noise, in tau, tau~, eta_T, eta_G, Lambda and P.
drift_of_any_noise = (tau_G * Lambda * (Sigma_at_rest[0, 1] - P * Sigma_at_rest[1, 1])
                      + shortening.result.coeff(nu**2) * step.result)


ends = calc(
    Matrix([F.subs(p, critical_overlap), F.subs(p, 1)]),
    Line(r"at $p = P_c^2$ and at $p = 1$: negative and positive for $\kappa < 2\gamma < 2$, so that the attracting part of the "
         r"line has exactly one point at which $P$ comes to rest",
         Matrix([-gamma * (rho * ((2 * gamma - kappa)**2 + kappa * (2 - kappa)) + (2 * gamma - kappa)**2 / 2
                           + kappa * (gamma * (2 * gamma - kappa) + 3 * kappa * (1 - gamma)) / 2),
                 gamma * kappa * (kappa * (1 - gamma) + 2 * (1 + rho + gamma**2))])),
    on=EQUAL, title="Where the slow drift ends")
