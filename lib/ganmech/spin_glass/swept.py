"""The spin glass at one point of a sweep: named parameters in, named numbers out.

Losses are over sqrt(N). "L_D", "L_G" and "sum" are the least L_D, L_G and L_D + L_G, "difference" is the largest |L_D - L_G|.
"""

from dataclasses import asdict

from ganmech.spin_glass.hyperparameters import noise_effect, sizes
from ganmech.spin_glass.model import AMPLITUDES, SpinGlassGAN

REACHED = {"L_D": "L_D", "L_G": "L_G", "L_D + L_G": "sum", "|L_D - L_G|": "difference", "mean L_D": "mean_L_D",
           "mean L_G": "mean_L_G", "settled": "settled", "settled at k_D = k_G = 0": "settled_at_minimum"}


def complexity(p: "int from 2 to 200" = 3, q: "int from 1 to 200" = 3, sigma_z: "number from 1e-50 to 1e50" = "1",
               kappa: "number above 0 below 1" = "9/10", u_D: str = "inf", u_G: str = "inf",
               convention: "one of derived, released" = "derived", coupling: "one of shared, bipartite" = "shared") -> dict:
    """Theta(u_D, u_G), and Theta_00 of joint minima alone, k_D = k_G = 0; a bound is a number or inf.

    In the released convention an index of 0 asks for nothing, and Theta_00 is None.
    """
    model = SpinGlassGAN(p, q, sigma_z, kappa, convention, coupling=coupling)
    of_minima = float(model.complexity(u_D, u_G, 0, 0)) if convention == "derived" else None
    return {"Theta": float(model.complexity(u_D, u_G)), "Theta_00": of_minima}


def minimum_losses(p: "int from 2 to 200" = 2, q: "int from 1 to 200" = 2, sigma_z: "number from 1e-50 to 1e50" = "1",
                   kappa: "number above 0 below 1" = "1/2", convention: "one of derived, released" = "derived") -> dict:
    """The least losses, and the largest difference, at which the mean number of critical points does not vanish."""
    return asdict(SpinGlassGAN(p, q, sigma_z, kappa, convention).minimum_losses())


def descent(p: "int from 2 to 200" = 2, q: "int from 1 to 200" = 2, sigma_z: "number from 1e-50 to 1e50" = "1",
            kappa: "number above 0 below 1" = "1/2", N: "int from 4" = 20, surfaces: "int from 2" = 12,
            starts: "int from 1 to 10000" = 4, steps: "int from 4" = 1200,
            scheme: "one of simultaneous, alternating" = "simultaneous", seed: "nonnegative int" = 2022) -> dict:
    """What descent of both networks reaches in its last quarter: means over surfaces, with standard errors "<name>_error".

    Further the mean losses, the share of runs that settled and that did so at a joint minimum, and "share", the discriminator's
    N_D/N after rounding. Equal seeds give the same surfaces and starts at every sigma_z.
    """
    model = SpinGlassGAN(p, q, sigma_z, kappa)
    found = noise_effect(model, N, [sigma_z], surfaces=surfaces, starts=starts, steps=steps, scheme=scheme, rng=seed)
    means = {REACHED[name]: float(value[0]) for name, value in found.mean.items()}
    errors = {f"{REACHED[name]}_error": float(value[0]) for name, value in found.standard_error.items()}
    return means | errors | {"share": sizes(model, N)[0] / N}


def losses(by: "one of derived, released, descent" = "derived", p: "int from 2 to 200" = 2, q: "int from 1 to 200" = 2,
           sigma_z: "number from 1e-50 to 1e50" = "1", kappa: "number above 0 below 1" = "1/2", N: "int from 4" = 20,
           surfaces: "int from 2" = 12, starts: "int from 1 to 10000" = 4, steps: "int from 4" = 1200,
           seed: "nonnegative int" = 2022) -> dict:
    """Theory and descent side by side: `minimum_losses` in a convention, which needs none of N to seed, or `descent`."""
    if by in AMPLITUDES:
        return minimum_losses(p, q, sigma_z, kappa, by)
    return descent(p, q, sigma_z, kappa, N, surfaces, starts, steps, seed=seed)
