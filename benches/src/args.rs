//! What is asked for on the command line.

use std::path::PathBuf;

use crate::measure::Outcome;

/// How the program is used.
pub const USAGE: &str =
    "corong-bench [--quick] [--enforce] [--json FILE] [--sizes N,N,...] [--rounds N] [--only GROUP,...]

  --quick       fewer rounds; ends within two minutes on two cores
  --enforce     ends with 1 when a goal is missed
  --json FILE   writes every figure and every round to FILE
  --sizes       how many contacts, instead of 1000,10000,100000
  --rounds      how many rounds, instead of 3 with --quick and 7 without
  --only        these groups beside create: one, search, pages, report, duplicates, open, moves, apply, import
";

/// What to measure, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Contacts of the books.
    pub sizes: Vec<usize>,
    /// Rounds of every line.
    pub rounds: usize,
    /// Whether time is short: the heaviest lines of the largest book run once.
    pub quick: bool,
    /// Whether a missed goal is an error.
    pub enforce: bool,
    /// Where the figures go.
    pub json: Option<PathBuf>,
    /// Only these groups of lines; all when empty.
    pub only: Vec<String>,
}

impl Plan {
    /// Reads the words of the command line; `None` when help was asked for.
    pub fn read(words: &[String]) -> Outcome<Option<Self>> {
        let mut plan = Self {
            sizes: vec![1_000, 10_000, 100_000],
            rounds: 0,
            quick: false,
            enforce: false,
            json: None,
            only: Vec::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--quick" => plan.quick = true,
                "--enforce" => plan.enforce = true,
                "--json" => plan.json = Some(PathBuf::from(value()?)),
                "--sizes" => plan.sizes = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?,
                "--only" => plan.only = value()?.split(',').map(str::to_owned).collect(),
                "--rounds" => plan.rounds = value()?.parse()?,
                "--help" | "-h" => return Ok(None),
                other => return Err(format!("{other} is not known\n\n{USAGE}").into()),
            }
        }
        if plan.sizes.iter().any(|size| *size < 50) {
            return Err("a book of fewer than 50 contacts measures nothing".into());
        }
        if plan.rounds == 0 {
            plan.rounds = if plan.quick { 3 } else { 7 };
        }
        Ok(Some(plan))
    }

    /// Whether a group of lines is to be measured.
    pub fn wants(&self, group: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| one == group)
    }

    /// Rounds of a line that takes long in a book of this size.
    pub fn heavy_rounds(&self, contacts: usize) -> usize {
        match contacts {
            0..50_000 => self.rounds,
            _ if self.quick => 1,
            _ => self.rounds.min(3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Outcome<Option<Plan>> {
        Plan::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn words_become_a_plan() {
        let plan = read("--quick --enforce --json out.json").unwrap().unwrap();
        assert_eq!((plan.rounds, plan.quick, plan.enforce), (3, true, true));
        assert_eq!(plan.json, Some(PathBuf::from("out.json")));
        assert_eq!(read("--sizes 50,200 --rounds 2").unwrap().unwrap().sizes, [50, 200]);
        let all = read("").unwrap().unwrap();
        assert_eq!((all.rounds, all.wants("import")), (7, true));
        let some = read("--only moves,open").unwrap().unwrap();
        assert_eq!(["moves", "open", "import"].map(|group| some.wants(group)), [true, true, false]);
        assert_eq!(read("--help").unwrap(), None);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["--fast", "--json", "--sizes 1x", "--sizes 10", "--rounds"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
