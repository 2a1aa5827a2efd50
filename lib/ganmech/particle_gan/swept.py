"""The collapse map of a neural critic cell by cell: one run of a `NeuralGAN` at one point of a sweep."""

from ganmech.particle_gan.neural_gan import NeuralGAN


def neural_collapse(phi: "number from 0 below 1" = "0.1", eta_D: "number from 1e-30 to 1e30" = "0.2",
                    eta_G: "number from 1e-30 to 1e30" = "0.8", activation: "one of relu, tanh" = "relu",
                    update: "one of alternating, simultaneous" = "alternating", penalty: "number from 0 to 1e30" = "1",
                    weight_decay: "number from 0 to 1e30" = "0.0001", data_std: "number from 0 to 1e30" = "0.02",
                    N: "int from 2 to 100000" = 32, H: "int from 1 to 100000" = 64, modes: "int from 2 to 12500" = 8,
                    steps: "int from 1 to 100000000" = 2500, seed: "nonnegative int" = 0) -> dict:
    """Entropy, spread and distance of the particles over the last quarter of one run, against eight data points a mode.

    A run that diverged has none of them; ``steps_done`` tells when that was seen. Equal seeds give equal starts at all
    couplings, rates and penalties.
    """
    model = NeuralGAN(phi, eta_D, eta_G, activation, N, H, modes, data=8 * modes, data_std=data_std, penalty=penalty,
                      weight_decay=weight_decay, update=update)
    run = model.simulate(steps, rng=seed)
    return {"entropy": run.entropy, "spread": run.spread, "distance": run.distance, "diverged": bool(run.diverged),
            "steps_done": int(run.steps)}
