//! A folder with a book in it, and the real binary to ask about it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The moment at which every test happens.
pub const NOW: &str = "2026-11-20T09:00:00+07:00";

/// One card as an address book exports it.
pub const SITI: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Rahma;Siti;;;S.T.\r\nFN:Siti Rahma\r\n\
ORG:PT Maju Jaya Boga\r\nTITLE:Purchasing Manager\r\nTEL;TYPE=CELL:0812-3456-7890\r\n\
EMAIL:siti.rahma@majujaya.example\r\nNOTE:Asked for samples of the dark roast\r\nEND:VCARD\r\n";

/// What a run said.
#[derive(Debug)]
pub struct Said {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Said {
    /// The JSON lines of the output.
    pub fn lines(&self) -> Vec<Value> {
        assert_eq!(self.code, 0, "{self:?}");
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// The only JSON line of the output.
    pub fn one(&self) -> Value {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{self:?}");
        lines.into_iter().next().unwrap()
    }

    /// The error as JSON: one object, and nothing on the output.
    pub fn error(&self) -> Value {
        assert_eq!(self.out, "", "{self:?}");
        let value: Value = serde_json::from_str(&self.err).expect(&self.err);
        let object = value.as_object().unwrap();
        let keys: Vec<&str> = object.keys().map(String::as_str).collect();
        assert_eq!(keys.len(), 3, "{keys:?}");
        for key in ["code", "message", "detail"] {
            assert!(object.contains_key(key), "{key} in {}", self.err);
        }
        value
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A folder.
pub struct Place {
    /// It goes away at the end.
    pub folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with an English book.
    pub fn with_book() -> Self {
        let place = Self::empty();
        let made = place.run(&["--lang", "en", "init", "--name", "Anna Bastari"]);
        assert_eq!(made.code, 0, "{made:?}");
        place
    }

    /// A folder with a book and Siti's card in it.
    pub fn with_card() -> Self {
        let place = Self::with_book();
        place.write("siti.vcf", SITI);
        assert_eq!(place.run(&["import", "siti.vcf"]).code, 0);
        place
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// The binary in this folder, with its book and clock.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = bare(self.folder.path());
        command.args(["--book", "book.corong", "--now", NOW]).args(words);
        command
    }

    /// Runs the binary.
    pub fn run(&self, words: &[&str]) -> Said {
        self.command(words).output().unwrap().into()
    }

    /// Runs the binary with `--json`.
    pub fn json(&self, words: &[&str]) -> Said {
        self.command(words).arg("--json").output().unwrap().into()
    }

    /// Runs the binary on another book.
    pub fn on(&self, book: &str, words: &[&str]) -> Said {
        let mut command = bare(self.folder.path());
        command.args(["--json", "--lang", "en", "--now", NOW, "--book", book]).args(words).output().unwrap().into()
    }

    /// A hash of the whole state of the book.
    pub fn state(&self) -> String {
        let check = self.json(&["check"]).one();
        assert_eq!(check["ok"], true, "{check}");
        check["state_hash"].as_str().unwrap().to_owned()
    }
}

/// The binary without a book, a clock or a language of the machine.
pub fn bare(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corong-cli"));
    command.current_dir(folder).stdin(Stdio::null());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "CORONG_BOOK"] {
        command.env_remove(name);
    }
    command
}

/// The moves of a card from ready to customer, through every gate.
pub fn way() -> Vec<(Vec<&'static str>, &'static str, &'static str)> {
    vec![
        (vec!["move", "Siti Rahma", "ready"], "lead", "ready"),
        (vec!["fact", "Siti Rahma", "interest=yes", "--channel", "in-person"], "lead", "contacted"),
        (
            vec!["fact", "Siti Rahma", "credit=accepted", "--checked-by", "Finance", "--limit", "50000000"],
            "prospect",
            "engaged",
        ),
        (
            vec![
                "move",
                "Siti Rahma",
                "exploring",
                "--answer",
                "g6_need=Less waste, better crema",
                "--answer",
                "g6_decision_maker=Siti decides",
            ],
            "prospect",
            "exploring",
        ),
        (
            vec![
                "move",
                "Siti Rahma",
                "evaluating",
                "--answer",
                "g7_application=Espresso for 12 outlets",
                "--answer",
                "g7_criteria=Two baristas prefer it",
            ],
            "prospect",
            "evaluating",
        ),
        (
            vec![
                "move",
                "Siti Rahma",
                "bid_allowed",
                "--answer",
                "g8_demonstration=na:samples sent",
                "--answer",
                "g8_feedback=They liked it",
                "--answer",
                "g8_permission=yes,Siti,on=2026-11-20",
            ],
            "prospect",
            "bid_allowed",
        ),
        (
            vec![
                "move",
                "Siti Rahma",
                "bid_sent",
                "--answer",
                "g9_amount=12500000",
                "--answer",
                "g9_terms_version=2026-1",
                "--answer",
                "g9_valid_until=2026-12-31",
                "--answer",
                "g9_document=Q-17.pdf",
            ],
            "prospect",
            "bid_sent",
        ),
        (
            vec!["move", "Siti Rahma", "next", "--answer", "g10_receipt=yes", "--waive", "g10_answer=Told by phone"],
            "prospect",
            "agreeing",
        ),
        (
            vec![
                "move",
                "Siti Rahma",
                "customer",
                "--answer",
                "g11_terms=2026-1, signed by Siti",
                "--answer",
                "g11_order=PO-77,on=2026-11-20,amount=12500000",
            ],
            "customer",
            "customer",
        ),
    ]
}
