"""Coverage of 95% intervals for a share when the employer, not the posting, is the sampling unit.

    python coverage.py                 (needs numpy only; about four minutes on one core)

Markets are simulated: m employers with heavy-tailed numbers of postings, each naming the concept in its own
share of its postings. The truth is the share over the whole population of employers. Only rows that would be
published are counted: at least 10 postings and 3 employers name the concept. Three rules are compared: the
published rule (Wilson's interval with the effective number of postings and a t quantile), the percentile of the
cluster bootstrap, and plain Wilson, which takes postings as independent.
"""
import numpy as np

Z = 1.959963984540054
SIMULATIONS, RESAMPLES, SEED, LARGEST = 2000, 400, 20240229, 500
# ln(t / z) * df as a polynomial in 1 / df, for the 0.975 quantile of Student's t; relative error below 1e-9.
T_COEFFICIENTS = [1.2103647018520296, 0.7075863007545771, 0.15201136311576902, -0.229725130799085,
                  -0.11841798253389235, 0.43929978428121086, -1.0068061853592971, 1.9652689106088816,
                  -2.573434970552909, 2.1628390145007543, -1.138944907770756, 0.34546915828438096,
                  -0.046345718161256516]


def t_quantile(df):
    x = 1.0 / np.maximum(df, 1.0)
    return Z * np.exp(x * np.polynomial.polynomial.polyval(x, T_COEFFICIENTS))


def wilson(p, postings, z):
    centre = (p + z * z / (2 * postings)) / (1 + z * z / postings)
    half = z / (1 + z * z / postings) * np.sqrt(p * (1 - p) / postings + z * z / (4 * postings**2))
    return centre - half, centre + half


def published(sizes, named):
    """Wilson with N/deff postings and t; plain Wilson where an employer's postings are no more alike than any."""
    total = sizes.sum(1)
    p = named.sum(1) / total
    h = sizes / total[:, None]
    kish = 1 / (h * h).sum(1)
    r = named - p[:, None] * sizes
    # The same jackknife with every posting its own employer.
    postings_apart = p * (1 - p) * total / (total - 1) ** 2
    with np.errstate(all="ignore"):
        jackknife = ((r / (1 - h)) ** 2).sum(1) / total**2
        deff = np.maximum(1, np.where(postings_apart > 0, jackknife / postings_apart, total / kish))
        s = (r * r).sum(1)
        slope = (1 - 2 * p) / (p * (1 - p) * total) + 2 * (r * sizes).sum(1) / (s * total)
        u = np.where(s[:, None] > 0, r * r / s[:, None] - h - slope[:, None] * r, 0)
        u = np.nan_to_num(u)
        spread = (u * u).sum(1) / 2 + 1 / np.maximum(kish - 1, 1e-9)
        df = 1 / np.maximum(spread * ((deff - 1) / deff) ** 2, 1e-12)
    return wilson(p, total / deff, t_quantile(df))


def percentile(sizes, named, rng):
    low, high = np.empty(len(sizes)), np.empty(len(sizes))
    for start in range(0, len(sizes), 100):
        part = slice(start, start + 100)
        weights = rng.poisson(1.0, (RESAMPLES, sizes.shape[1])).astype(float)
        shares = (weights @ named[part].T) / np.maximum(weights @ sizes[part].T, 1)
        low[part], high[part] = np.quantile(shares, [0.025, 0.975], axis=0)
    return low, high


def size_weights(kind, mean):
    """Probabilities of 1, 2, ... LARGEST postings at an employer, with the given mean (found by bisection)."""
    k = np.arange(1.0, LARGEST + 1)
    shape = {"geometric": lambda a: np.exp(-k / a), "zipf": lambda a: k ** (-1 / a)}[kind]
    low, high = 0.02, 1000.0
    for _ in range(100):
        middle = (low * high) ** 0.5
        w = shape(middle)
        low, high = (middle, high) if (w * k).sum() / w.sum() < mean else (low, middle)
    return w / w.sum()


def draw(rng, m, weights, p, rho, larger_name_more, dominant):
    k = np.arange(1.0, LARGEST + 1)
    few = m - 1 if dominant else m
    sizes = np.searchsorted(np.cumsum(weights)[:-1], rng.random((SIMULATIONS, few)), side="right") + 1.0
    if dominant:
        sizes = np.hstack([sizes, np.round(sizes.sum(1, keepdims=True) * dominant / (1 - dominant)).clip(1)])
    by_posting = weights * k / (weights * k).sum()
    tilt = 0.5 if larger_name_more else 0.0
    mean_of = lambda n: 1 / (1 + (1 - p) / p * (n / (by_posting * k).sum()) ** -tilt)
    mean, truth = mean_of(sizes), (by_posting * mean_of(k)).sum()
    if rho == 1:
        return sizes, sizes * (rng.random(sizes.shape) < mean), truth
    own = mean if rho == 0 else rng.beta(mean * (1 / rho - 1), (1 - mean) * (1 / rho - 1))
    return sizes, rng.binomial(sizes.astype(int), own).astype(float), truth


def main():
    scenarios = [("geometric", False, 0), ("geometric", False, 0.25), ("geometric", True, 0),
                 ("zipf", False, 0), ("zipf", True, 0)]
    print("| employers | sizes | cells | rule | mean | lowest | 93-97% | below | above | width | low/high misses |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for m in (10, 20, 50, 200, 1000):
        for kind, tilt, dominant in scenarios:
            results = {}
            for mean in (1.3, 3, 10):
                for p in (0.01, 0.05, 0.2, 0.5, 0.9):
                    for rho in (0, 0.05, 0.2, 0.5, 1):
                        rng = np.random.default_rng([SEED, m, int(mean * 10), int(p * 100), int(rho * 100),
                                                     kind == "zipf", tilt, int(dominant * 100)])
                        sizes, named, truth = draw(rng, m, size_weights(kind, mean), p, rho, tilt, dominant)
                        shown = (named.sum(1) >= 10) & ((named > 0).sum(1) >= 3)
                        if shown.mean() < 0.5:
                            continue
                        sizes, named = sizes[shown], named[shown]
                        share = named.sum(1) / sizes.sum(1)
                        for rule, (low, high) in {"published": published(sizes, named),
                                                  "percentile": percentile(sizes, named, rng),
                                                  "plain Wilson": wilson(share, sizes.sum(1), Z)}.items():
                            over, under = (truth < low - 1e-12).mean(), (truth > high + 1e-12).mean()
                            row = (1 - over - under, (high - low).mean(), over, under)
                            results.setdefault(rule, []).append(row)
            name = kind + (", one with 25%" if dominant else "") + (", larger name it more" if tilt else "")
            for rule, rows in results.items():
                a = np.array(rows)
                c = a[:, 0]
                print(f"| {m} | {name} | {len(c)} | {rule} | {c.mean():.3f} | {c.min():.3f} "
                      f"| {((c >= 0.93) & (c <= 0.97)).mean():.0%} "
                      f"| {(c < 0.93).mean():.0%} | {(c > 0.97).mean():.0%} "
                      f"| {a[:, 1].mean():.3f} | {a[:, 2].mean():.3f}/{a[:, 3].mean():.3f} |", flush=True)


if __name__ == "__main__":
    main()
