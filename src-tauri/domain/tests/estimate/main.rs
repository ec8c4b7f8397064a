//! Golden tables and properties of the estimates.

#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests")]

mod calibration;
mod chance;
mod closing;
mod course;
mod entries;
mod forecast;
mod metrics;
mod reports;
mod split;

/// Numbers from a seed for simulations: Marsaglia's xorshift64*, so that the tests do not lean on the code under test.
struct Seeded(u64);

impl Seeded {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Fails unless two numbers agree to the last digits of a golden table.
#[track_caller]
fn close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-9, "{what}: found {found}, expected {expected}");
}
