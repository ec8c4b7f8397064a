//! Estimates as JSON lines and as lines for people.

use corong_book::{ChanceFigures, ClosingFigures, Evaluated, ShownChance};
use corong_domain::estimate::chance::BaseRateCause;
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
