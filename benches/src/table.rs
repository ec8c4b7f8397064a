//! The result as a table and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::figure::{Figure, Growth, Unit};

/// The table that is printed.
pub fn text(figures: &[Figure], growths: &[Growth]) -> String {
    let width = figures.iter().map(|figure| figure.line.chars().count()).max().unwrap_or(0).max(4);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<width$}  {:>8}  {:<5}  {:>12}  {:>12}  {:>8}  {:>7}  reached",
        "line", "contacts", "door", "Corong", "bare SQLite", "ratio", "goal"
    );
    for figure in figures {
        let amount = |number: f64| format!("{} {:<3}", digits(number), figure.unit.word());
        let _ = writeln!(
            out,
            "{:<width$}  {:>8}  {:<5}  {:>12}  {:>12}  {:>8}  {:>7}  {}",
            figure.line,
            figure.contacts,
            figure.door.word(),
            amount(figure.ours()),
            figure.bare().map(amount).unwrap_or_default(),
            figure.ratio().map(|ratio| format!("{ratio:.2} x")).unwrap_or_default(),
            figure.goal.text(),
            match figure.reached() {
                Some(true) => "yes",
                Some(false) => "NO",
                None => "",
            }
        );
    }
    let _ = writeln!(out, "\ngrowth with the number of contacts (0 flat, 1 in proportion)");
    for growth in growths {
        let points: Vec<String> =
            growth.points.iter().map(|(contacts, time)| format!("{contacts}: {} ms", digits(*time))).collect();
        let exponent = growth.exponent.map(|exponent| format!("{exponent:.2}")).unwrap_or_default();
        let _ = writeln!(out, "{:<width$}  exponent {exponent:>5}  {}", growth.line, points.join(", "));
    }
    let count = |wanted: bool| figures.iter().filter(|figure| figure.reached() == Some(wanted)).count();
    let _ =
        writeln!(out, "\ngoals are judged from 10000 contacts on: {} reached, {} missed", count(true), count(false));
    out
}

/// Three figures that say something.
fn digits(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        size if size >= 1.0 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}

/// Everything, with what the machine is.
pub fn json(figures: &[Figure], growths: &[Growth]) -> Value {
    json!({
        "machine": {
            "system": std::env::consts::OS,
            "processor": std::env::consts::ARCH,
            "cores": std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            "optimised": !cfg!(debug_assertions),
        },
        "version": env!("CARGO_PKG_VERSION"),
        "sqlite": rusqlite::version(),
        "figures": figures.iter().map(Figure::json).collect::<Vec<_>>(),
        "growth": growths.iter().map(|growth| json!({
            "line": growth.line,
            "exponent": growth.exponent,
            "points": growth.points,
        })).collect::<Vec<_>>(),
        "missed": figures.iter().filter(|figure| figure.reached() == Some(false))
            .map(|figure| format!("{}, {} contacts", figure.line, figure.contacts)).collect::<Vec<_>>(),
    })
}

/// A size in mebibytes as a line's unit.
pub fn mebibytes(mut figure: Figure) -> Figure {
    figure.unit = Unit::Mebibytes;
    figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Door, Goal, growths};
    use crate::measure::Pair;

    #[test]
    fn a_missed_goal_is_seen_in_the_table_and_in_the_json() {
        let pairs = vec![Pair { ours: 12.0, bare: Some(2.0) }];
        let figures = [
            Figure::new("slow", 10_000, Door::Book, Goal::Times(5.0), pairs.clone()).grows("slow", 1),
            Figure::new("fast", 10_000, Door::Store, Goal::Times(7.0), pairs),
        ];
        let growth = growths(&figures);
        let text = text(&figures, &growth);
        assert!(text.contains("1 reached, 1 missed"), "{text}");
        assert!(text.lines().any(|line| line.starts_with("slow") && line.ends_with("NO")), "{text}");
        assert_eq!(json(&figures, &growth)["missed"][0], "slow, 10000 contacts");
    }
}
