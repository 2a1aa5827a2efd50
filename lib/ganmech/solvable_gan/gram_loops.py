"""The steps of `gram_chain` as loops that numba compiles.

The losses' f and f~ and the regulariser's H' are lowered into the places kept for them here.
"""

import math

import numpy as np

LOOPS = ("advance",)


def f(x): ...


def f_tilde(x): ...


def H_prime(x): ...


def advance(M, latents, noises, inside, beyond, latent_scales, noise_scales, eta_T, eta_G, rate, rate_tilde, lam, is_pinned):
    """Take each M[replica] (K x K) through all steps, in place. Draws have the steps first, then the replicas, as there."""
    K = M.shape[1]
    c, a, along, images, B = np.empty((3, K // 2)), np.empty(3), np.empty(K), np.empty(K), np.empty((K - 1, K - 1))
    t, stays, gains = np.empty(K), np.empty(K // 2), np.empty(K // 2)
    for step in range(latents.shape[0]):
        for replica in range(M.shape[0]):
            G = M[replica]
            for sample in range(3):
                a[sample] = noise_scales[sample] * noises[step, replica, sample]
                for i in range(K // 2):
                    c[sample, i] = latent_scales[sample, i] * latents[step, replica, sample, i]
            gamma = fill_map(G, c, a, eta_T, eta_G, rate, rate_tilde, lam, is_pinned, t, stays, gains)
            squared = fill_along(G, inside[step, replica], along, B) + beyond[step, replica]
            map_both_sides(G, t, stays, gains, images)
            add_noise(G, t, stays, along, gamma, squared)
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
        along[i] = length * e[i]
        for j in range(i):
            along[i] += B[i, j] * e[j]
        squares += e[i]**2
    along[last] = 0.0
    return squares


def map_both_sides(M, t, stays, gains, images):
    """M <- T^T M T, in place; M is symmetric, and T moves V and w alone. ``images`` is room for M t."""
    K = M.shape[0]
    d, w = K // 2, K - 1
    total = 0.0
    for i in range(K):
        images[i] = 0.0
        for j in range(K):
            images[i] += M[i, j] * t[j]
        total += t[i] * images[i]
    for i in range(d):
        for j in range(d):
            M[j, d + i] = M[d + i, j] = stays[i] * M[j, d + i] + gains[i] * M[j, w]
        for j in range(i + 1):
            along_V = stays[i] * M[d + i, d + j] + gains[i] * M[w, d + j]
            along_w = stays[i] * M[d + i, w] + gains[i] * M[w, w]
            M[d + i, d + j] = M[d + j, d + i] = stays[j] * along_V + gains[j] * along_w
    for i in range(d):
        M[i, w] = M[w, i] = images[i]
        M[d + i, w] = M[w, d + i] = stays[i] * images[d + i] + gains[i] * images[w]
    M[w, w] = total


def add_noise(M, t, stays, along, gamma, squared):
    """What w's orthogonal noise gamma xi adds to the last row and column, ``along`` being X^T xi before the step."""
    K = M.shape[0]
    d, w = K // 2, K - 1
    crossing = 0.0
    for i in range(w):
        crossing += t[i] * along[i]
        added = gamma * along[i] * (stays[i - d] if i >= d else 1.0)
        M[i, w] += added
        M[w, i] += added
    M[w, w] += 2 * gamma * crossing + gamma**2 * squared


def pin(M, inverse):
    """Divide V_i and w by their lengths; room for one over these is given."""
    K = M.shape[0]
    for i in range(K):
        inverse[i] = 1 / math.sqrt(M[i, i]) if i >= K // 2 else 1.0
    for i in range(K):
        for j in range(K):
            M[i, j] *= inverse[i] * inverse[j]
