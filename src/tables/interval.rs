//! How sure a share is: Wilson's interval, and the quantile of Student's distribution.

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
    wilson_at(hits / n, n, Z)
}

/// Wilson's interval of a share of `n` postings, which need not be whole, at a quantile.
pub(super) fn wilson_at(share: f64, n: f64, quantile: f64) -> (f64, f64) {
    let square = quantile * quantile;
    let spread = 1.0 + square / n;
    let centre = (share + square / (2.0 * n)) / spread;
    let half = quantile / spread * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let low = if share <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if share >= 1.0 { 1.0 } else { (centre + half).min(1.0) };
    (low, high)
}

/// ln(t/z) over x = 1/df, divided by x: a polynomial fitted to the inverse of Student's distribution, to within
/// 3.1e-10 of the quantile for any degrees of freedom from 1 up. Lowest power first; the first is about (z² + 1) / 4, as
/// Cornish and Fisher's expansion has it.
const LOG_T: [f64; 13] = [
    1.210_364_701_852_029_6,
    0.707_586_300_754_577_1,
    0.152_011_363_115_769_02,
    -0.229_725_130_799_085,
    -0.118_417_982_533_892_35,
    0.439_299_784_281_210_86,
    -1.006_806_185_359_297_1,
    1.965_268_910_608_881_6,
    -2.573_434_970_552_909,
    2.162_839_014_500_754_3,
    -1.138_944_907_770_756,
    0.345_469_158_284_380_96,
    -0.046_345_718_161_256_516,
];

/// The 0.975 quantile of Student's distribution; fewer degrees of freedom than one count as one.
pub(super) fn quantile_t(df: f64) -> f64 {
    let x = 1.0 / df.max(1.0);
    let log = LOG_T.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient);
    Z * (x * log).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (1, 10, 0.017_876_213_095_072_924, 0.404_150_026_795_238_54),
            (5, 10, 0.236_593_090_512_563_94, 0.763_406_909_487_436_1),
            (10, 57, 0.098_188_522_397_099_6, 0.293_673_528_296_939_4),
            (3, 100_000, 1.020_275_854_451_734_8e-05, 8.820_804_925_176_734e-05),
            (2718, 31_415, 0.083_460_764_761_497_37, 0.089_678_702_075_637_81),
            (999, 1000, 0.994_357_441_402_042_1, 0.999_823_453_629_373_9),
            (123_456, 987_654, 0.124_348_464_595_267_79, 0.125_652_933_757_539_78),
        ] {
            let found = wilson(part, whole);
            assert!((found.0 - low).abs() < 1e-14, "{part}/{whole}: {found:?}");
            assert!((found.1 - high).abs() < 1e-14, "{part}/{whole}: {found:?}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn quantiles_agree_with_scipy() {
        // scipy.stats.t.ppf(0.975, df), 1.18
        for (df, t) in [
            (1.0, 12.706_204_736_174_694),
            (1.5, 6.016_663_104_427_929),
            (2.0, 4.302_652_729_749_462),
            (2.5, 3.574_654_842_003_681_7),
            (3.0, 3.182_446_305_283_707_8),
            (3.7, 2.867_520_707_191_189_5),
            (5.0, 2.570_581_835_636_314_6),
            (7.25, 2.348_194_849_105_371),
            (10.0, 2.228_138_851_986_274),
            (19.0, 2.093_024_054_408_308_7),
            (30.0, 2.042_272_456_301_237_8),
            (99.9, 1.983_995_838_076_938_5),
            (500.0, 1.964_719_837_467_367_6),
            (1e4, 1.960_201_239_890_626),
        ] {
            let found = quantile_t(df);
            assert!((found / t - 1.0).abs() < 1e-9, "{df}: {found}, not {t}");
        }
        assert!((quantile_t(f64::INFINITY) - Z).abs() < 1e-15);
        assert!((quantile_t(0.3) - quantile_t(1.0)).abs() < 1e-15);
    }
}
