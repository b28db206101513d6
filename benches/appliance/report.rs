//! Medians and ranges in few characters.

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn range(values: &[f64]) -> (f64, f64) {
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (lowest, highest)
}

/// `12345 (12000-12600)`.
pub fn rates(values: &[f64]) -> String {
    let (lowest, highest) = range(values);
    format!("{:.0} ({lowest:.0}-{highest:.0})", median(values))
}

/// `1.23 (1.20-1.30)`.
pub fn fine(values: &[f64]) -> String {
    let (lowest, highest) = range(values);
    format!("{:.2} ({lowest:.2}-{highest:.2})", median(values))
}
