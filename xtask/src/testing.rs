//! `cargo xtask test`: chooses lanes, runs them in order, and closes with the sum.

use std::time::Instant;

use crate::count::Counts;
use crate::lanes::{LANES, Lane, Tools};
use crate::models;
use crate::process::{Outcome, fail, say};

/// Which lanes are wanted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub quick: bool,
    pub only: Vec<String>,
    pub skip: Vec<String>,
}

impl Choice {
    /// Reads the words after `test`.
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let mut choice = Choice::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => choice.quick = true,
                "--only" => choice.only.push(lane_name(words.next())?),
                "--skip" => choice.skip.push(lane_name(words.next())?),
                other => return fail(format!("test does not know {other}; {}", known_lanes())),
            }
        }
        Ok(choice)
    }

    fn wants(&self, lane: &Lane) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == lane.name);
        (lane.quick || !self.quick) && (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

/// How a lane ended.
enum End {
    Counted(Counts),
    Broken(String),
    NotRun,
}

/// Runs the chosen lanes and gives whether all of them passed; always closes with the line that counts.
pub fn test(choice: &Choice) -> bool {
    let (chosen, impossible): (Vec<&Lane>, Vec<&Lane>) =
        LANES.iter().filter(|lane| choice.wants(lane)).partition(|lane| lane.is_possible());
    for lane in impossible {
        say(format_args!("Lane {} is left out: it runs on Linux only", lane.name));
    }
    let started = Instant::now();
    let mut rows: Vec<(&Lane, End, u64)> = Vec::new();
    let needs: Vec<_> = chosen.iter().map(|lane| lane.needs).collect();
    let mut total = Counts::default();
    match Tools::gather(&needs) {
        Err(failure) => {
            println!("Set-up failed: {failure}");
            total.failed += 1;
        }
        Ok(tools) => {
            // The tests that read photos say it when they miss the models.
            models::ensure_or_tell();
            say(format_args!("Set-up done after {} s", started.elapsed().as_secs()));
            for lane in chosen {
                let began = Instant::now();
                let end = if total.failed > 0 && !lane.quick { End::NotRun } else { run_lane(lane, &tools) };
                total += match &end {
                    End::Counted(counts) => *counts,
                    End::Broken(_) => Counts::one(false),
                    End::NotRun => Counts::default(),
                };
                rows.push((lane, end, began.elapsed().as_secs()));
            }
        }
    }
    print_table(&rows, started.elapsed().as_secs());
    println!("{total}");
    total.failed == 0 && total.passed > 0
}

fn run_lane(lane: &Lane, tools: &Tools) -> End {
    say(format_args!("Lane {}: {}", lane.name, lane.about));
    match (lane.run)(tools) {
        Ok(counts) => End::Counted(counts),
        Err(failure) => {
            println!("Lane {} broke: {failure}", lane.name);
            End::Broken(failure.to_string())
        }
    }
}

fn print_table(rows: &[(&Lane, End, u64)], seconds: u64) {
    println!();
    for (lane, end, took) in rows {
        let end = match end {
            End::Counted(counts) => counts.to_string(),
            End::Broken(failure) => format!("broke: {}", failure.lines().next().unwrap_or_default()),
            End::NotRun => "not run, an earlier lane failed".to_owned(),
        };
        println!("{:<10} {:<30} {took:>5} s  {end}", lane.name, lane.about);
    }
    println!("{:<10} {:<30} {seconds:>5} s", "all", "");
}

fn lane_name(word: Option<&String>) -> Outcome<String> {
    match word.filter(|word| LANES.iter().any(|lane| lane.name == word.as_str())) {
        Some(name) => Ok(name.clone()),
        None => fail(known_lanes()),
    }
}

fn known_lanes() -> String {
    let names: Vec<_> = LANES.iter().map(|lane| lane.name).collect();
    format!("the lanes are {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(words: &[&str]) -> Vec<&'static str> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let choice = Choice::parse(&words).unwrap();
        LANES.iter().filter(|lane| choice.wants(lane)).map(|lane| lane.name).collect()
    }

    #[test]
    fn lanes_are_chosen_by_name_and_by_cost() {
        assert_eq!(chosen(&[]).len(), LANES.len());
        assert_eq!(chosen(&["--only", "window"]), ["window"]);
        assert!(!chosen(&["--quick"]).contains(&"window"));
        assert!(!chosen(&["--skip", "format"]).contains(&"format"));
    }

    #[test]
    fn an_unknown_lane_is_refused() {
        assert!(Choice::parse(&["--only".to_owned(), "widow".to_owned()]).is_err());
        assert!(Choice::parse(&["--only".to_owned()]).is_err());
    }
}
