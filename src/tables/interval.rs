//! How sure a share is.

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95% score interval of `part` in `whole`: E. B. Wilson, "Probable inference, the law of
/// succession, and statistical inference", JASA 22 (1927) 209–212. Without a whole nothing is known.
pub fn wilson(part: u64, whole: u64) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    // Counts below 2^53 are exact in an f64; no dump has more postings.
    #[allow(clippy::cast_precision_loss)]
    let (hits, n) = (part as f64, whole as f64);
    let share = hits / n;
    let spread = 1.0 + Z * Z / n;
    let centre = (share + Z * Z / (2.0 * n)) / spread;
    let half = Z / spread * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let low = if part == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if part == whole { 1.0 } else { (centre + half).min(1.0) };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn agrees_with_statsmodels() {
        // statsmodels.stats.proportion.proportion_confint(part, whole, 0.05, "wilson"), 0.14
        for (part, whole, low, high) in [
            (0, 10, 0.0, 0.277_532_799_862_889_26),
            (10, 10, 0.722_467_200_137_110_6, 1.0),
            (3, 20, 0.052_368_745_896_216_595, 0.360_418_864_740_757_6),
            (15, 148, 0.062_386_399_530_736_28, 0.160_487_241_723_308_03),
            (1, 1, 0.206_549_314_377_237_4, 1.0),
            (500, 1_000_000, 0.000_458_061_721_272_351_26, 0.000_545_775_881_347_529_9),
            (37, 41, 0.774_523_186_944_766_1, 0.961_402_915_101_902_9),
        ] {
            let found = wilson(part, whole);
            assert!((found.0 - low).abs() < 1e-14, "{part}/{whole}: {found:?}");
            assert!((found.1 - high).abs() < 1e-14, "{part}/{whole}: {found:?}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }
}
