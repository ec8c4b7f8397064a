//! English words about estimates.

use corong_book::{ClosingFigures, Evaluated, ShownChance, StageEstimate};
use corong_domain::estimate::chance::{BaseRateCause, Outcomes, WinChance, WinEstimator, WinReason};
use corong_domain::estimate::closing_cells::Closing;
use corong_domain::estimate::table::Value;

/// How good estimates are on past opportunities.
pub fn evaluated(found: &Evaluated) -> String {
    let how = if found.tested { "judged on the other file" } else { "cross-validated" };
    let mut lines = vec![format!(
        "{} outcomes, {how}; learnt from {} won and {} lost; {} open, {} rows not read",
        found.n, found.outcomes.won, found.outcomes.lost, found.open, found.refused
    )];
    let chance = &found.chance;
    if let (Some(auc), Some(loss), Some(ece)) = (chance.auc, chance.log_loss, chance.ece10) {
        lines.push(format!("Win chance: AUC {auc:.3}, log loss {loss:.3}, calibration error {ece:.3}"));
    }
    let share = found.outcomes.share() * 100.0;
    lines.push(match chance.shown {
        ShownChance::Learnt => "Shown is what was learnt: it says more than the base rate.".to_owned(),
        ShownChance::BaseRate(BaseRateCause::NoSignal) => format!(
            "Shown is the base rate, {share:.1} %: the columns say nothing about the outcome that holds in cross-validation."
        ),
        ShownChance::BaseRate(BaseRateCause::OneSided) => {
            format!("Shown is the base rate, {share:.1} %: nearly all ended the same way.")
        }
        ShownChance::Plan => "Shown are the funnel's plan values: there are fewer than 8 outcomes.".to_owned(),
    });
    if let (Some(model), ShownChance::BaseRate(_)) = (&chance.model, chance.shown) {
        lines.push(format!(
            "The model alone: AUC {:.3}, log loss {:.3} (base rate {:.3}), calibration error {:.3}",
            model.auc, model.log_loss, model.base_log_loss, model.ece10
        ));
    }
    lines.extend(found.closing.as_ref().map(closing));
    lines.join("\n")
}

fn closing(found: &ClosingFigures) -> String {
    let ClosingFigures { n, events, wins, late, still_open, won, quartiles, enough } = found;
    let basis = format!("from {n}, of which {events} ended and {wins} won; {late} came under watch late");
    let Some([lower, median, upper]) = quartiles else { return format!("Days to win: not enough yet ({basis})") };
    let mut text = format!(
        "Days to win: half within {median:.0}, a quarter within {lower:.0}, three quarters within {upper:.0} ({basis}; {:.0} % win)",
        won * 100.0
    );
    if !enough {
        text.push_str(&format!(
            "\nNot enough long ones yet: {:.0} % were still open at the last ending, so these days are too short and not shown.",
            still_open * 100.0
        ));
    }
    text
}

/// How the estimates of a stage stand.
pub fn stage(found: &StageEstimate) -> String {
    let Outcomes { won, lost } = found.outcomes;
    let win = match &found.win {
        WinEstimator::Plan { .. } => "win chance by plan, below 8 outcomes".to_owned(),
        WinEstimator::BaseRate { share, cause: BaseRateCause::NoSignal, .. } => {
            format!("win chance {:.1} % for all: nothing known tells them apart", share * 100.0)
        }
        WinEstimator::BaseRate { share, cause: BaseRateCause::OneSided, .. } => {
            format!("win chance {:.1} % for all: nearly all ended the same way", share * 100.0)
        }
        WinEstimator::Learnt { checked, .. } => format!(
            "win chance learnt: AUC {:.3}, log loss {:.3} (base rate {:.3}), calibration error {:.3}",
            checked.auc, checked.log_loss, checked.base_log_loss, checked.ece10
        ),
    };
    let time = match &found.closing {
        Closing::Data { basis, p20, p50, p80, .. } => {
            format!("wins within {p50:.0} days ({p20:.0} to {p80:.0}), from {}", basis.n)
        }
        Closing::NotEnoughLongOnes { basis, still_open } => {
            format!("days: not enough long ones yet, {:.0} % of {} still open", still_open * 100.0, basis.n)
        }
        Closing::NoneWonThisLate { basis } => format!("days: none of {} was won", basis.n),
        Closing::Plan => "days by plan".to_owned(),
    };
    format!("{} {}: {won} won, {lost} lost; {win}; {time}", found.funnel, found.stage)
}

/// How likely it is won, and from what that is known.
pub fn chance(chance: &WinChance) -> String {
    let percent = chance.percent();
    match chance {
        WinChance::Decided { .. } => format!("Win chance: {percent:.0} %"),
        WinChance::Own { .. } => format!("Win chance: {percent:.0} %, own number"),
        WinChance::Plan { outcomes, .. } => {
            format!("Win chance: {percent:.0} %, by plan ({} won, {} lost are too few)", outcomes.won, outcomes.lost)
        }
        WinChance::BaseRate { outcomes, .. } => {
            format!("Win chance: {percent:.0} %, as for all: from {} won, {} lost", outcomes.won, outcomes.lost)
        }
        WinChance::Learnt { outcomes, reasons_for, reasons_against, .. } => {
            let mut text = format!("Win chance: {percent:.0} %, from {} won, {} lost", outcomes.won, outcomes.lost);
            for reason in reasons_for.iter().chain(reasons_against) {
                text.push_str(&format!("\n    {:+.0}  {}", reason.points, named(reason)));
            }
            text
        }
    }
}

fn named(reason: &WinReason) -> String {
    let name = match reason.variable.as_str() {
        "source" => "source",
        "event" => "event",
        "country" => "country",
        "region" => "region",
        "company_form" => "company form",
        "sector" => "sector",
        "email" => "e-mail",
        "phone" => "phone",
        "temperature" => "temperature",
        "salesperson" => "salesperson",
        "days_before" => "days before this stage",
        "activities" => "activities before this stage",
        other => other.strip_prefix("tag:").unwrap_or(other),
    };
    match &reason.value {
        Value::Missing => format!("{name}: not known"),
        Value::Number(number) => format!("{name}: {number:.0}"),
        Value::Text(text) => format!("{name}: {text}"),
    }
}
