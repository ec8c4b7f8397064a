//! English words about estimates.

use corong_book::{ClosingFigures, Evaluated, ShownChance};
use corong_domain::estimate::chance::BaseRateCause;

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
