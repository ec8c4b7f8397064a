//! Reading from the reports of test runners how many tests passed.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed, failed and were skipped.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Counts {
    /// A check that has no parts, such as the format: one test.
    pub fn one(passed: bool) -> Self {
        Counts { passed: u64::from(passed), failed: u64::from(!passed), skipped: 0 }
    }

    /// What cargo's test programs said: the sum over their `test result:` lines.
    pub fn of_cargo(text: &str) -> Self {
        let mut sum = Counts::default();
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            sum += Counts {
                passed: before(line, " passed"),
                failed: before(line, " failed"),
                skipped: before(line, " ignored"),
            };
        }
        sum
    }

    /// What Vitest wrote into its JSON report.
    pub fn of_vitest(report: &str) -> Self {
        Counts {
            passed: after(report, "\"numPassedTests\":"),
            // A suite that cannot be loaded has no tests to fail.
            failed: after(report, "\"numFailedTests\":").max(after(report, "\"numFailedTestSuites\":").min(1)),
            skipped: after(report, "\"numPendingTests\":") + after(report, "\"numTodoTests\":"),
        }
    }

    /// What Playwright wrote into its JSON report; a test that passed only when tried again counts as failed.
    pub fn of_playwright(report: &str) -> Self {
        let stats = report.rfind("\"stats\":").and_then(|at| report.get(at..)).unwrap_or_default();
        Counts {
            passed: after(stats, "\"expected\":"),
            failed: after(stats, "\"unexpected\":") + after(stats, "\"flaky\":"),
            skipped: after(stats, "\"skipped\":"),
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

fn before(line: &str, word: &str) -> u64 {
    let Some((head, _)) = line.split_once(word) else { return 0 };
    head.rsplit(|letter: char| !letter.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn after(text: &str, key: &str) -> u64 {
    let Some((_, tail)) = text.split_once(key) else { return 0 };
    let tail = tail.trim_start();
    let end = tail.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(tail.len());
    tail.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_are_summed() {
        let text = "running 2 tests\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Counts::of_cargo(text), Counts { passed: 13, failed: 2, skipped: 1 });
    }

    #[test]
    fn cargo_without_a_result_counts_nothing() {
        assert_eq!(Counts::of_cargo("error: could not compile"), Counts::default());
    }

    #[test]
    fn vitest_counts_tests_and_broken_suites() {
        let good = r#"{"numTotalTestSuites":4,"numFailedTestSuites":0,"numTotalTests":9,"numPassedTests":7,"numFailedTests":0,"numPendingTests":1,"numTodoTests":1}"#;
        assert_eq!(Counts::of_vitest(good), Counts { passed: 7, failed: 0, skipped: 2 });
        let broken = r#"{"numFailedTestSuites":2,"numPassedTests":7,"numFailedTests":0}"#;
        assert_eq!(Counts::of_vitest(broken).failed, 1);
    }

    #[test]
    fn playwright_counts_come_from_the_closing_statistics() {
        let report = r#"{"suites":[{"expected": 99}],"errors":[],"stats":{"startTime":"x","expected": 31,"skipped": 2,"unexpected": 1,"flaky": 1}}"#;
        assert_eq!(Counts::of_playwright(report), Counts { passed: 31, failed: 2, skipped: 2 });
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Counts { passed: 3, failed: 0, skipped: 0 }.to_string(), "3 passed, 0 failed");
        assert_eq!(Counts { passed: 3, failed: 1, skipped: 2 }.to_string(), "3 passed, 1 failed, 2 skipped");
    }
}
