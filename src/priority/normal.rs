//! The normal distribution without a library's logarithm.
//!
//! Libraries round logarithms and exponentials differently from one machine to the next; here
//! only operations that IEEE 754 rounds exactly are used, so that a replay gives the same bits.

/// The value below which a standard normal variable lies with probability `p`, 0 < p < 1.
///
/// Source: Wichura 1988, "The Percentage Points of the Normal Distribution", Applied Statistics
/// 37, algorithm AS 241 (PPND16), good to about 1 in 10¹⁶.
pub fn quantile(p: f64) -> f64 {
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.180_625 - from_middle * from_middle;
        return from_middle * ratio(&MIDDLE, r);
    }
    let tail = if from_middle < 0.0 { p } else { 1.0 - p };
    let r = (-logarithm(tail)).sqrt();
    let value = if r <= 5.0 { ratio(&TAIL, r - 1.6) } else { ratio(&FAR_TAIL, r - 5.0) };
    if from_middle < 0.0 { -value } else { value }
}

/// The natural logarithm of a positive normal number, to about 1 in 10¹⁶.
///
/// Source: ln m = 2 artanh((m−1)/(m+1)), its series over a mantissa between √½ and √2.
pub fn logarithm(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    const EXPONENT_OF_ONE: u64 = 1023 << 52;
    let bits = x.to_bits();
    let mut exponent = super::real((bits >> 52).cast_signed()) - 1023.0;
    let mut mantissa = f64::from_bits(bits & MANTISSA | EXPONENT_OF_ONE);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1.0;
    }
    let f = (mantissa - 1.0) / (mantissa + 1.0);
    let square = f * f;
    let series = (0..12_u8).rev().fold(0.0, |sum, k| sum * square + 1.0 / f64::from(2 * k + 1));
    exponent * std::f64::consts::LN_2 + 2.0 * f * series
}

/// Numerator over denominator, both polynomials, lowest power first.
fn ratio(polynomials: &[[f64; 8]; 2], r: f64) -> f64 {
    let [above, below] =
        polynomials.map(|powers| powers.iter().rev().fold(0.0, |sum, c| sum * r + c));
    above / below
}

/// |p − ½| ≤ 0.425, in 0.180625 − (p − ½)².
const MIDDLE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];

/// √(−ln p) ≤ 5, in √(−ln p) − 1.6.
const TAIL: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        1.050_750_071_644_416_9e-9,
    ],
];

/// √(−ln p) > 5, in √(−ln p) − 5.
const FAR_TAIL: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_3,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_7e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_quantiles_are_met() {
        for (p, expected) in [
            (1e-300, -37.047_096_299_361_2_f64),
            (1e-20, -9.262_340_089_798_405_f64),
            (1e-10, -6.361_340_902_404_056_f64),
            (0.001_25, -3.023_341_439_739_147_f64),
            (0.025, -1.959_963_984_540_053_8_f64),
            (0.2, -0.841_621_233_572_914_2_f64),
            (0.5, 0.0_f64),
            (0.6, 0.253_347_103_135_799_8_f64),
            (0.975, 1.959_963_984_540_053_6_f64),
            (0.999, 3.090_232_306_167_813_f64),
        ] {
            let found = quantile(p);
            assert!((found - expected).abs() <= 1e-14 * (1.0 + expected.abs()), "{p}: {found}");
        }
    }

    #[test]
    fn the_logarithm_agrees_with_the_librarys() {
        for x in [1e-300, 0.001, 0.4999, 0.5, 0.75, 1.0, 1.4, 1.5, 3.0, 1e10] {
            let difference: f64 = logarithm(x) - x.ln();
            assert!(difference.abs() <= 4e-16 * (1.0 + x.ln().abs()), "{x}");
        }
    }
}
