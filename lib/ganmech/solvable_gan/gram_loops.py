"""The steps of `gram_chain` as loops that numba compiles.

The losses' f and f~ and the regulariser's H' are lowered into the places kept for them here.
"""

import math

import numpy as np

LOOPS = ("advance",)


def f(x): ...


def f_tilde(x): ...


def H_prime(x): ...


def advance(M, latents, noises, inside, beyond, eta_T, eta_G, rate, rate_tilde, lam, is_pinned):
    """Take each M[replica] (K x K) through all steps, in place. Draws have the steps first, then the replicas, as there."""
    K = M.shape[1]
    t, stays, gains, along, B = np.empty(K), np.empty(K // 2), np.empty(K // 2), np.empty((1, K)), np.empty((K - 1, K - 1))
    for step in range(latents.shape[0]):
        for replica in range(M.shape[0]):
            G = M[replica]
            gamma = fill_map(G, latents[step, replica], noises[step, replica], eta_T, eta_G, rate, rate_tilde, lam, is_pinned,
                             t, stays, gains)
            squared = fill_along(G, inside[step, replica], along[0], B) + beyond[step, replica]
            columns(G, t, stays, gains)
            columns(G.T, t, stays, gains)
            columns(along, t, stays, gains)
            for i in range(K):
                G[i, K - 1] += gamma * along[0, i]
                G[K - 1, i] += gamma * along[0, i]
            G[K - 1, K - 1] += gamma**2 * squared
            if is_pinned:
                pin(G, t)


def fill_map(M, latents, noises, eta_T, eta_G, rate, rate_tilde, lam, is_pinned, t, stays, gains):
    """T of `update`: its last column ``t``, and V_j <- ``stays``_j V_j + ``gains``_j w; returned is gamma."""
    K = M.shape[0]
    d, w = K // 2, K - 1
    z = M[w, w]
    length = math.sqrt(z)
    real, fake, generated = length * noises[0], length * noises[1], length * noises[2]      # the projections y.w, y~.w, y~'.w
    for i in range(d):
        real += latents[0, i] * M[i, w]
        fake += latents[1, i] * M[d + i, w]
        generated += latents[2, i] * M[d + i, w]
    real, fake, generated = f(real), f_tilde(fake), f_tilde(generated)
    t[w] = 1 + rate * (real * noises[0] - fake * noises[1]) / length
    for i in range(d):
        t[i], t[d + i] = rate * real * latents[0, i], -rate * fake * latents[1, i]
        stays[i], gains[i] = 1.0, rate_tilde * generated * latents[2, i]
    if not is_pinned:
        t[w] -= rate * lam * H_prime(z)
        for i in range(d):
            stays[i] -= rate_tilde * lam * H_prime(M[d + i, d + i])
    return rate * math.sqrt(eta_T * real**2 + eta_G * fake**2)


def fill_along(M, e, along, B):
    """``along`` = B e, B B^T = M - m m^T/z, and a last entry 0; returned is |e|^2. Of B the diagonal holds the inverse entries.

    B is Cholesky's factor. A pivot that is not positive is that of a direction which those before span: its column is 0.
    """
    last, squares = M.shape[0] - 1, 0.0
    inverse = 1 / M[last, last]
    for i in range(last):
        for j in range(i + 1):
            rest = M[i, j] - M[i, last] * M[j, last] * inverse
            for k in range(j):
                rest -= B[i, k] * B[j, k]
            B[i, j] = rest * B[j, j] if j < i else 0.0
        length = math.sqrt(max(rest, 0.0))
        B[i, i] = 1 / length if length > 0 else 0.0
        along[i] = length * e[i, 0]
        for j in range(i):
            along[i] += B[i, j] * e[j, 0]
        squares += e[i, 0]**2
    along[last] = 0.0
    return squares


def columns(M, t, stays, gains):
    """M <- M T, in place, for any number of rows."""
    K = M.shape[1]
    d, w = K // 2, K - 1
    for i in range(M.shape[0]):
        total = 0.0
        for j in range(K):
            total += M[i, j] * t[j]
        for j in range(d):
            M[i, d + j] = stays[j] * M[i, d + j] + gains[j] * M[i, w]
        M[i, w] = total


def pin(M, inverse):
    """Divide V_i and w by their lengths; room for one over these is given."""
    K = M.shape[0]
    for i in range(K):
        inverse[i] = 1 / math.sqrt(M[i, i]) if i >= K // 2 else 1.0
    for i in range(K):
        for j in range(K):
            M[i, j] *= inverse[i] * inverse[j]
