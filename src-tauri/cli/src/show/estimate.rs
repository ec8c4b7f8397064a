//! Estimates as JSON lines and as lines for people.

use corong_book::{ChanceFigures, ClosingFigures, Evaluated, ShownChance, StageEstimate};
use corong_domain::estimate::chance::{BaseRateCause, WinChance, WinEstimator, WinReason};
use corong_domain::estimate::closing_cells::{Basis, Closing};
use corong_domain::estimate::table::Value;
use corong_domain::ids::{FunnelKey, StageKey};
use serde::Serialize;

/// How good estimates are on past opportunities.
#[derive(Debug, Serialize)]
pub struct EvaluatedOut {
    n: u32,
    auc: Option<f64>,
    log_loss: Option<f64>,
    ece10: Option<f64>,
    median_days: Option<f64>,
    quartiles: Option<[f64; 3]>,
    won: u32,
    lost: u32,
    open: u32,
    refused: u32,
    cross_validated: bool,
    shown: &'static str,
    cause: Option<BaseRateCause>,
    base_log_loss: Option<f64>,
    model: Option<ModelOut>,
    closing: Option<ClosingOut>,
}

/// The model's own figures, also where the base rate is shown.
#[derive(Debug, Serialize)]
struct ModelOut {
    auc: f64,
    log_loss: f64,
    ece10: f64,
    brier: f64,
}

/// What the time to close rests on.
#[derive(Debug, Serialize)]
struct ClosingOut {
    n: u32,
    events: u32,
    wins: u32,
    entered_late: u32,
    won: f64,
    still_open: f64,
    enough: bool,
}

impl EvaluatedOut {
    /// The record of an evaluation.
    pub fn of(found: &Evaluated) -> Self {
        let ChanceFigures { shown, auc, log_loss, ece10, model } = found.chance;
        let quartiles = found.closing.and_then(|closing| closing.quartiles);
        let (shown, cause) = match shown {
            ShownChance::Learnt => ("learnt", None),
            ShownChance::BaseRate(cause) => ("base_rate", Some(cause)),
            ShownChance::Plan => ("plan", None),
        };
        Self {
            n: found.n,
            auc,
            log_loss,
            ece10,
            median_days: quartiles.map(|[_, median, _]| median),
            quartiles,
            won: found.outcomes.won,
            lost: found.outcomes.lost,
            open: found.open,
            refused: found.refused,
            cross_validated: !found.tested,
            shown,
            cause,
            base_log_loss: model.map(|model| model.base_log_loss),
            model: model.map(|model| ModelOut {
                auc: model.auc,
                log_loss: model.log_loss,
                ece10: model.ece10,
                brier: model.brier,
            }),
            closing: found.closing.map(|closing| {
                let ClosingFigures { n, events, wins, late, still_open, won, quartiles: _, enough } = closing;
                ClosingOut { n, events, wins, entered_late: late, won, still_open, enough }
            }),
        }
    }
}

/// What a win chance rests on.
#[derive(Debug, Serialize)]
pub struct ChanceOut {
    kind: &'static str,
    won: Option<u32>,
    lost: Option<u32>,
    cause: Option<BaseRateCause>,
    reasons_for: Vec<ReasonOut>,
    reasons_against: Vec<ReasonOut>,
}

/// One reason, with its part in percentage points.
#[derive(Debug, Serialize)]
struct ReasonOut {
    variable: String,
    value: Option<String>,
    points: f64,
}

impl ReasonOut {
    fn of(reason: &WinReason) -> Self {
        let value = match &reason.value {
            Value::Missing => None,
            Value::Number(number) => Some(number.to_string()),
            Value::Text(text) => Some(text.clone()),
        };
        Self { variable: reason.variable.clone(), value, points: reason.points }
    }
}

impl ChanceOut {
    /// The record of a win chance.
    pub fn of(chance: &WinChance) -> Self {
        let none = Self {
            kind: "own",
            won: None,
            lost: None,
            cause: None,
            reasons_for: Vec::new(),
            reasons_against: Vec::new(),
        };
        match chance {
            WinChance::Own { .. } => none,
            WinChance::Decided { .. } => Self { kind: "decided", ..none },
            WinChance::Plan { outcomes, .. } => {
                Self { kind: "plan", won: Some(outcomes.won), lost: Some(outcomes.lost), ..none }
            }
            WinChance::BaseRate { outcomes, cause, .. } => Self {
                kind: "base_rate",
                won: Some(outcomes.won),
                lost: Some(outcomes.lost),
                cause: Some(*cause),
                ..none
            },
            WinChance::Learnt { outcomes, reasons_for, reasons_against, .. } => Self {
                kind: "learnt",
                won: Some(outcomes.won),
                lost: Some(outcomes.lost),
                cause: None,
                reasons_for: reasons_for.iter().map(ReasonOut::of).collect(),
                reasons_against: reasons_against.iter().map(ReasonOut::of).collect(),
            },
        }
    }
}

/// How the estimates of a stage stand.
#[derive(Debug, Serialize)]
pub struct StageEstimateOut {
    funnel: FunnelKey,
    stage: StageKey,
    won: u32,
    lost: u32,
    win: &'static str,
    cause: Option<BaseRateCause>,
    /// In percent, where it is the same for everyone.
    win_chance: Option<f64>,
    auc: Option<f64>,
    log_loss: Option<f64>,
    base_log_loss: Option<f64>,
    ece10: Option<f64>,
    time: &'static str,
    p20: Option<f64>,
    p50: Option<f64>,
    p80: Option<f64>,
    basis: Option<Basis>,
    still_open: Option<f64>,
}

impl StageEstimateOut {
    /// The record of a stage.
    pub fn of(found: &StageEstimate) -> Self {
        let (win, cause, win_chance, checked) = match &found.win {
            WinEstimator::Plan { .. } => ("plan", None, None, None),
            WinEstimator::BaseRate { share, cause, .. } => ("base_rate", Some(*cause), Some(share * 100.0), None),
            WinEstimator::Learnt { checked, .. } => ("learnt", None, None, Some(checked)),
        };
        let (time, days, basis, still_open) = match found.closing {
            Closing::Data { basis, p20, p50, p80, win: _ } => ("data", Some([p20, p50, p80]), Some(basis), None),
            Closing::NotEnoughLongOnes { basis, still_open } => {
                ("not_enough_long_ones", None, Some(basis), Some(still_open))
            }
            Closing::NoneWonThisLate { basis } => ("none_won", None, Some(basis), None),
            Closing::Plan => ("plan", None, None, None),
        };
        Self {
            funnel: found.funnel.clone(),
            stage: found.stage.clone(),
            won: found.outcomes.won,
            lost: found.outcomes.lost,
            win,
            cause,
            win_chance,
            auc: checked.map(|checked| checked.auc),
            log_loss: checked.map(|checked| checked.log_loss),
            base_log_loss: checked.map(|checked| checked.base_log_loss),
            ece10: checked.map(|checked| checked.ece10),
            time,
            p20: days.map(|[p20, _, _]| p20),
            p50: days.map(|[_, p50, _]| p50),
            p80: days.map(|[_, _, p80]| p80),
            basis,
            still_open,
        }
    }
}
