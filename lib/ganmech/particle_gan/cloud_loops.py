"""The Runge-Kutta steps of `cloud_motion` as loops that numba compiles, one replica after the other.

What a wave number sees, how it learns and how e^{ikx} becomes e^{i(k+1)x} are lowered into the places kept for them here; the
last so that a particle takes one sine and one cosine rather than one for each wave number. So k must be 1, 2, .., K.
"""

import math

import numpy as np

LOOPS = ("advance",)


def looks(k, a, c, cosine, sine): ...


def learns(eta, gamma, p, Q_c, Q_s, a, c): ...


def turned(cosine, sine, cosine_1, sine_1): ...


def advance(states, waves, common, relative, dt, steps):
    """Take each of ``states`` (replicas, N + 2 K) through all steps, in place; ``waves``: k, eta, gamma and p, (4, K)."""
    K = waves.shape[1]
    N = states.shape[1] - 2 * K
    change, total, at = np.empty(N + 2 * K), np.empty(N + 2 * K), np.empty(N + 2 * K)
    Q_c, Q_s = np.empty(K), np.empty(K)
    for replica in range(states.shape[0]):
        state, mu_common, mu_relative = states[replica], common[replica], relative[replica]
        for _ in range(steps):
            velocity(state, N, waves, mu_common, mu_relative, change, Q_c, Q_s)
            total[:] = change
            for share, weight in ((0.5, 2.0), (0.5, 2.0), (1.0, 1.0)):
                for i in range(state.size):
                    at[i] = state[i] + share * dt * change[i]
                velocity(at, N, waves, mu_common, mu_relative, change, Q_c, Q_s)
                for i in range(state.size):
                    total[i] += weight * change[i]
            for i in range(state.size):
                state[i] += dt / 6 * total[i]


def velocity(state, N, waves, common, relative, change, Q_c, Q_s):
    """``change`` of x, a and c at a state."""
    K = Q_c.size
    Q_c[:], Q_s[:] = 0.0, 0.0
    mean = 0.0
    for i in range(N):
        cosine_1, sine_1 = math.cos(state[i]), math.sin(state[i])
        cosine, sine, force = cosine_1, sine_1, 0.0
        for j in range(K):
            real, imaginary, term = looks(waves[0, j], state[N + j], state[N + K + j], cosine, sine)
            Q_c[j] += real / N
            Q_s[j] += imaginary / N
            force += term
            cosine, sine = turned(cosine, sine, cosine_1, sine_1)
        change[i] = relative * force
        mean += force / N
    for i in range(N):
        change[i] += common * mean
    for j in range(K):
        change[N + j], change[N + K + j] = learns(waves[1, j], waves[2, j], waves[3, j], Q_c[j], Q_s[j], state[N + j],
                                                  state[N + K + j])
