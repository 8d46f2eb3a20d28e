"""Every product by its indices."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-shapes
def shapes(N, D, H, K):
    letters = dict(N=N, D=D, H=H, K=K)
    spelled = "X=ND Z1=NH H=NH Y=NK W1=HD b1=H W2=KH b2=K"
    places = {name: tuple(letters[c] for c in axes) for name, axes in (pair.split("=") for pair in spelled.split())}
    for name in ("Y", "W1", "b1", "W2", "b2", "Z1"):
        places[f"{name}_bar"] = places[name]
    return places


# %% a7-forward-222
def forward_222(x, params, phi):
    z = np.einsum("ij,j->i", params["W1"], x) + params["b1"]
    h = phi(z)
    return z, h, np.einsum("ki,i->k", params["W2"], h) + params["b2"]


# %% a7-bars-222
def bars_222(x, t, params, phi):
    z, h, y = forward_222(x, params, phi)
    y_bar = y - t
    h_bar = np.einsum("k,ki->i", y_bar, params["W2"])
    z_bar = h_bar * phi.derivative(z)
    W2_bar, W1_bar = np.einsum("k,i->ki", y_bar, h), np.einsum("i,j->ij", z_bar, x)
    return dict(y_bar=y_bar, W2_bar=W2_bar, b2_bar=y_bar, h_bar=h_bar, z_bar=z_bar, W1_bar=W1_bar, b1_bar=z_bar)


# %% a7-forward
def mlp_forward(X, params, phi):
    Z = np.einsum("nd,hd->nh", X, params["W1"]) + params["b1"]
    H = phi(Z)
    return np.einsum("nh,kh->nk", H, params["W2"]) + params["b2"], [X, H, phi.derivative(Z)]


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    X, H, slope = cache
    Z_bar = np.einsum("nk,kh,nh->nh", Y_bar, params["W2"], slope)
    return {
        "W2_bar": np.einsum("nk,nh->kh", Y_bar, H),
        "b2_bar": np.einsum("nk->k", Y_bar),
        "W1_bar": np.einsum("nh,nd->hd", Z_bar, X),
        "b1_bar": np.einsum("nh->h", Z_bar),
    }


# %% a7-squared-error
def squared_error(Y, T):
    R = Y - T
    return np.einsum("nk,nk->", R, R) / 2 / len(R), R / len(R)


# %% a7-logistic-ce
def logistic_ce(Z, T):
    N = len(Z)
    losses = np.logaddexp(0, Z) - T * Z
    return np.einsum("nk->", losses) / N, (np.exp(-np.logaddexp(0, -Z)) - T) / N


# %% a7-softmax-ce
def softmax_ce(Z, T):
    N = len(Z)
    log_sum = np.logaddexp.reduce(Z, axis=1)
    return (log_sum - np.einsum("nk,nk->n", Z, T)).mean(), (np.exp(Z - log_sum[:, None]) - T) / N


# %% a7-weight-decay
def add_weight_decay(cost, bars, params, lam):
    squares = sum(np.einsum("ij,ij->", params[name], params[name]) for name in ("W1", "W2"))
    shares = {name: lam * params[name[:2]] if name[0] == "W" else 0.0 for name in bars}
    return cost + 0.5 * lam * squares, {name: bars[name] + shares[name] for name in bars}


# %% a7-grad-check
def grad_check(f, params, grads, rng, h=1e-5):
    rng = np.random.default_rng(rng)

    def slopes(name, vs):
        pairs = ((f({**params, name: params[name] + h * v}), f({**params, name: params[name] - h * v})) for v in vs)
        return np.array([(ahead - behind) / (2 * h) for ahead, behind in pairs])

    report = {}
    for name, x in params.items():
        g = grads[f"{name}_bar"]
        G = slopes(name, np.eye(x.size).reshape(x.size, *x.shape)).reshape(x.shape)
        vs = rng.standard_normal((5, *x.shape))
        flat = vs.reshape(5, -1)
        gaps = np.abs(slopes(name, vs) - np.einsum("mi,i->m", flat, g.ravel()))
        lengths = np.sqrt(np.einsum("mi,mi->m", flat, flat) * np.einsum("i,i->", G.ravel(), G.ravel()))
        report[name] = np.max(np.abs(G - g)) / np.max(np.abs(G)), np.max(gaps / lengths)
    return report


# %% a7-residual
def residual_forward(X, params, phi):
    Y, cache = mlp_forward(X, params, phi)
    return X + Y, cache


def residual_backward(Y_bar, cache, params):
    X_bar = Y_bar + np.einsum("nk,kh,nh,hd->nd", Y_bar, params["W2"], cache[2], params["W1"])
    return dict(mlp_backward(Y_bar, cache, params), X_bar=X_bar)


# %% a7-deep
def deep_bars(X, Y_bar, params, phi):
    L, H, slopes, bars = len(params) // 2, [X], [], {}
    for k in range(1, L + 1):
        Z = np.einsum("ni,oi->no", H[-1], params[f"W{k}"]) + params[f"b{k}"]
        H.append(phi(Z) if k < L else Z)
        slopes.append(phi.derivative(Z) if k < L else np.ones_like(Z))
    for k in range(L, 0, -1):
        Y_bar = Y_bar * slopes[k - 1]
        bars |= {f"W{k}_bar": np.einsum("no,ni->oi", Y_bar, H[k - 1]), f"b{k}_bar": np.einsum("no->o", Y_bar)}
        Y_bar = np.einsum("no,oi->ni", Y_bar, params[f"W{k}"])
    return H[-1], bars
