"""The absolute value of the activation: right wherever phi is positive."""
# ruff: noqa  (cells of a notebook, as students write them)


# %% a7-forward-222
def forward_222(x, params, phi):
    z = params["W1"] @ x + params["b1"]
    h = np.abs(phi(z))
    return z, h, params["W2"] @ h + params["b2"]
