//! Time to close with two endings, won and lost, counting the opportunities that are still open.
//!
//! The Aalen-Johansen estimator for competing risks (Aalen and Johansen, Scandinavian Journal of Statistics 5, 1978):
//! open opportunities are censored on the right, and those whose history begins late enter the risk set only then (left
//! truncation). Deliberately absent: averages of the closed ones, which leave out the slow ones, and a curve that
//! treats lost ones as still open, which promises too many wins.

/// How a spell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Won.
    Won,
    /// Lost or disqualified.
    Lost,
    /// Not ended: still open when it was last seen.
    Open,
}

/// The time one opportunity was watched, in days of its own clock (from entering the stage, without nurture).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// Age at which it came under watch: 0, or later when its history before is not known.
    pub entered: f64,
    /// Age at which it ended or was last seen.
    pub left: f64,
    /// How it ended.
    pub ending: Ending,
}

impl Spell {
    /// Whether it was watched at any time; one that entered at 0 and left at 0 counts, as it closed on its first day.
    fn usable(&self) -> bool {
        self.entered.is_finite()
            && self.left.is_finite()
            && self.left >= 0.0
            && (self.entered < self.left || self.entered <= 0.0)
    }
}

/// One age at which something ended, and the estimates from there on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Age in days.
    pub age: f64,
    /// How many were at risk just before.
    pub at_risk: u32,
    /// How many were won at this age.
    pub won: u32,
    /// How many were lost at this age.
    pub lost: u32,
    /// S: chance to be still open after this age.
    pub open: f64,
    /// W: chance to have been won by this age.
    pub win: f64,
    /// L: chance to have been lost by this age.
    pub loss: f64,
    /// Standard error of W.
    pub win_error: f64,
}

/// The estimated course of an opportunity: S, W and L as steps over age, with S + W + L = 1 everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    spells: u32,
    followed_to: f64,
    last_ending_possible: bool,
}

/// How steps of age are found: S, W and L before the first one.
const START: Step = Step { age: 0.0, at_risk: 0, won: 0, lost: 0, open: 1.0, win: 0.0, loss: 0.0, win_error: 0.0 };

/// Below this chance to be open nothing can be said about those that are.
const NOBODY_LEFT: f64 = 1e-12;

impl Curve {
    /// The curve of these spells. At equal ages endings come before censoring, and one that enters at an age is at risk
    /// only after it, except at age 0. Spells with no watched time or with ages that are not numbers are left out.
    #[must_use]
    pub fn fit(spells: &[Spell]) -> Self {
        let usable: Vec<&Spell> = spells.iter().filter(|s| s.usable()).collect();
        let mut entries: Vec<f64> = usable.iter().map(|s| s.entered).collect();
        entries.sort_by(f64::total_cmp);
        let mut exits = usable.clone();
        exits.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut steps = Vec::new();
        let mut last = START;
        let mut error = WinError::default();
        let (mut entered, mut left) = (0_usize, 0_usize);
        let mut emptied_at = f64::INFINITY;
        for same_age in exits.chunk_by(|a, b| a.left == b.left) {
            let age = same_age.first().map_or(0.0, |s| s.left);
            while entries.get(entered).is_some_and(|&e| e < age || e <= 0.0) {
                entered += 1;
            }
            let at_risk = entered - left;
            let won = same_age.iter().filter(|s| s.ending == Ending::Won).count();
            let lost = same_age.iter().filter(|s| s.ending == Ending::Lost).count();
            left += same_age.len();
            if won + lost == 0 || at_risk == 0 {
                continue;
            }
            last = error.step(&last, age, at_risk, won, lost);
            if last.open <= NOBODY_LEFT {
                emptied_at = emptied_at.min(age);
            }
            steps.push(last);
        }
        let followed_to = exits.last().map_or(0.0, |s| s.left);
        Self { steps, spells: super::count(usable.len()), followed_to, last_ending_possible: emptied_at >= followed_to }
    }

    /// The steps in order of age.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many spells the curve rests on.
    #[must_use]
    pub fn spells(&self) -> u32 {
        self.spells
    }

    /// How many of them ended, won or lost.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.steps.iter().map(|s| s.won + s.lost).sum()
    }

    /// How many of them were won.
    #[must_use]
    pub fn wins(&self) -> u32 {
        self.steps.iter().map(|s| s.won).sum()
    }

    /// The oldest age that was watched, in days.
    #[must_use]
    pub fn followed_to(&self) -> f64 {
        self.followed_to
    }

    /// Whether no early age with a tiny risk set used up the whole curve while others were watched later: that happens
    /// only with late entries, and such a curve says nothing.
    #[must_use]
    pub fn holds_together(&self) -> bool {
        self.last_ending_possible
    }

    /// S, W and L at an age; the start before the first ending.
    #[must_use]
    pub fn at(&self, age: f64) -> Step {
        let after = self.steps.partition_point(|s| s.age <= age);
        after.checked_sub(1).and_then(|i| self.steps.get(i)).copied().unwrap_or(START)
    }

    /// S, W and L after the last ending.
    #[must_use]
    pub fn end(&self) -> Step {
        self.steps.last().copied().unwrap_or(START)
    }

    /// Chance that one open at `age` is won within `horizon` days: (W(age + horizon) - W(age)) / S(age). Beyond the
    /// oldest watched age nothing is added. `None` when nobody was open at that age.
    #[must_use]
    pub fn win_by(&self, age: f64, horizon: f64) -> Option<f64> {
        let now = self.at(age);
        if now.open <= NOBODY_LEFT || age > self.followed_to {
            return None;
        }
        Some(((self.at(age + horizon.max(0.0)).win - now.win) / now.open).clamp(0.0, 1.0))
    }

    /// Chance that one open at `age` is won at all, as far as was watched.
    #[must_use]
    pub fn win_ever(&self, age: f64) -> Option<f64> {
        self.win_by(age, f64::INFINITY)
    }

    /// Chance that one of this age has ended: 1 - S(age).
    #[must_use]
    pub fn closed_by(&self, age: f64) -> f64 {
        1.0 - self.at(age).open
    }

    /// Age by which half of those that will win have won: the smallest t with W(t) >= W(end) / 2. `None` without a win.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.days_to_win(0.0, 0.5)
    }

    /// Days from `age` until the share `q` (0 to 1) of those that are open at that age and will win have won. `None`
    /// when no win was seen after that age.
    #[must_use]
    pub fn days_to_win(&self, age: f64, q: f64) -> Option<f64> {
        // At age 0 a win on the first day is still to come.
        let before = if age > 0.0 { self.at(age).win } else { 0.0 };
        let still = self.end().win - before;
        if still <= NOBODY_LEFT {
            return None;
        }
        // The sum of the steps carries rounding errors; a step that misses by less than that has reached its share.
        let goal = before + q.clamp(0.0, 1.0) * still - 1e-12;
        let reached = self.steps.iter().find(|s| s.win >= goal && s.win > before)?;
        Some((reached.age - age).max(0.0))
    }
}

/// Running sums of the delta-method variance of W (Marubini and Valsecchi, "Analysing survival data from clinical trials
/// and observational studies", 1995, equation 10.12), rearranged so that each step costs the same.
#[derive(Default)]
struct WinError {
    /// Sums of d / (n (n - d)) times W^0, W^1, W^2.
    hazard: [f64; 3],
    /// Sum of S(t-)^2 d_w (n - d_w) / n^3.
    own: f64,
    /// Sums of S(t-) d_w / n^2 times W^0, W^1.
    cross: [f64; 2],
}

impl WinError {
    fn step(&mut self, last: &Step, age: f64, at_risk: usize, won: usize, lost: usize) -> Step {
        let (n, dw, dl) = (at_risk as f64, won as f64, lost as f64);
        let d = dw + dl;
        let open = if won + lost == at_risk { 0.0 } else { last.open * (1.0 - d / n) };
        let win = last.win + last.open * dw / n;
        let loss = last.loss + last.open * dl / n;
        if n > d {
            // When all at risk end together the curve is flat from here on and this term stays 0.
            let term = d / (n * (n - d));
            self.hazard = [self.hazard[0] + term, self.hazard[1] + term * win, self.hazard[2] + term * win * win];
        }
        self.own += last.open * last.open * dw * (n - dw) / (n * n * n);
        let cross = last.open * dw / (n * n);
        self.cross = [self.cross[0] + cross, self.cross[1] + cross * win];
        let [h0, h1, h2] = self.hazard;
        let [c0, c1] = self.cross;
        let variance = win * win * h0 - 2.0 * win * h1 + h2 + self.own - 2.0 * (win * c0 - c1);
        let win_error = variance.max(0.0).sqrt();
        let counted = super::count;
        Step { age, at_risk: counted(at_risk), won: counted(won), lost: counted(lost), open, win, loss, win_error }
    }
}
