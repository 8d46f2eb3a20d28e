"""Axes of length 1 squeezed out of the bars."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-backward
def mlp_backward(Y_bar, cache, params):
    X, Z1, H, phi = cache
    Z1_bar = Y_bar @ params["W2"] * phi.derivative(Z1)
    bars = {"W1_bar": Z1_bar.T @ X, "b1_bar": Z1_bar.sum(axis=0), "W2_bar": Y_bar.T @ H, "b2_bar": Y_bar.sum(axis=0)}
    return {name: np.squeeze(bar) for name, bar in bars.items()}
