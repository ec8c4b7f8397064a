//! A funnel as a file, in TOML or JSON: the same names in both.
//!
//! Deliberately absent: whether the funnel is valid, which the rules say. Here only words are understood; all that are
//! not are named at once.

use corong_domain::funnel::{Funnel, Gate, Item, Stage, Words};
use corong_domain::ids::{FunnelKey, ItemKey, StageKey};
use corong_domain::problem::{Problem, Rule};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The longest file that is read, in bytes.
pub const MAX_FUNNEL_FILE: usize = 1024 * 1024;

/// How a funnel file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunnelForm {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

/// Why a file holds no funnel.
#[derive(Debug, thiserror::Error)]
pub enum FunnelFileError {
    /// It is not written as a funnel is.
    #[error("reading a funnel: the file is not written as a funnel")]
    Shape {
        /// The first line that is not; from 1, where it is known.
        line: Option<u32>,
    },
    /// It is longer than a funnel may be.
    #[error("reading a funnel: the file is longer than {MAX_FUNNEL_FILE} bytes")]
    TooLarge,
    /// Words in it are not known; all of them.
    #[error("reading a funnel: {} words are not known", .0.len())]
    Words(Vec<Problem>),
    /// It could not be written.
    #[error("writing a funnel failed")]
    Write,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunnelOut {
    key: String,
    name: WordsOut,
    #[serde(default)]
    may_skip: bool,
    stages: Vec<StageOut>,
    gates: Vec<GateOut>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WordsOut {
    id: String,
    en: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StageOut {
    key: String,
    level: String,
    role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    floor: Option<u8>,
    planned_days: u32,
    idle_days: u32,
    #[serde(default = "yes")]
    on: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    archived: bool,
    label: WordsOut,
    #[serde(default)]
    guidance: WordsOut,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GateOut {
    key: String,
    from: String,
    to: String,
    policy: String,
    #[serde(default)]
    items: Vec<ItemOut>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemOut {
    key: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    strength: String,
    #[serde(default = "one")]
    weight: u32,
    #[serde(default, skip_serializing_if = "is_no")]
    may_not_apply: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    check_again: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    no_waiver: bool,
    text: WordsOut,
}

fn yes() -> bool {
    true
}

fn one() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
fn is_no(value: &bool) -> bool {
    !*value
}

/// A funnel as a file.
///
/// # Errors
/// The format cannot hold it, which no funnel is known to do.
pub fn write_funnel(funnel: &Funnel, form: FunnelForm) -> Result<String, FunnelFileError> {
    let out = out(funnel);
    let mut text = match form {
        FunnelForm::Toml => toml::to_string(&out).map_err(|_| FunnelFileError::Write)?,
        FunnelForm::Json => serde_json::to_string_pretty(&out).map_err(|_| FunnelFileError::Write)?,
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// Reads a funnel.
///
/// # Errors
/// The file is too long, not written as a funnel, or uses words that are not known: all of them at once.
pub fn read_funnel(bytes: &[u8], form: FunnelForm) -> Result<Funnel, FunnelFileError> {
    if bytes.len() > MAX_FUNNEL_FILE {
        return Err(FunnelFileError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FunnelFileError::Shape { line: None })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read: FunnelOut = match form {
        FunnelForm::Toml => toml::from_str(text)
            .map_err(|error| FunnelFileError::Shape { line: error.span().map(|span| line_of(text, span.start)) })?,
        FunnelForm::Json => serde_json::from_str(text)
            .map_err(|error| FunnelFileError::Shape { line: u32::try_from(error.line()).ok() })?,
    };
    taken(read)
}

fn line_of(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count())
        .map_or(u32::MAX, |lines| lines.saturating_add(1))
}

fn words(words: &Words) -> WordsOut {
    WordsOut { id: words.id.clone(), en: words.en.clone() }
}

fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

fn out(funnel: &Funnel) -> FunnelOut {
    FunnelOut {
        key: funnel.key.0.clone(),
        name: words(&funnel.name),
        may_skip: funnel.may_skip,
        stages: funnel
            .stages
            .iter()
            .map(|stage| StageOut {
                key: stage.key.0.clone(),
                level: word(&stage.level),
                role: word(&stage.role),
                floor: stage.floor,
                planned_days: stage.planned_days,
                idle_days: stage.idle_days,
                on: stage.on,
                archived: stage.archived,
                label: words(&stage.label),
                guidance: words(&stage.guidance),
            })
            .collect(),
        gates: funnel
            .gates
            .iter()
            .map(|gate| GateOut {
                key: gate.key.clone(),
                from: gate.from.0.clone(),
                to: gate.to.0.clone(),
                policy: word(&gate.policy),
                items: gate.items.iter().map(item_out).collect(),
            })
            .collect(),
    }
}

fn item_out(item: &Item) -> ItemOut {
    ItemOut {
        key: item.key.0.clone(),
        kind: word(&item.kind),
        field: item.field.as_ref().map(word),
        strength: word(&item.strength),
        weight: item.weight,
        may_not_apply: item.may_not_apply,
        check_again: item.check_again,
        no_waiver: item.no_waiver,
        text: words(&item.text),
    }
}

/// Understands words and remembers those that it does not.
#[derive(Default)]
struct Reading(Vec<Problem>);

impl Reading {
    fn word<T: DeserializeOwned>(&mut self, field: &str, text: &str) -> Option<T> {
        let found = serde_json::from_value(serde_json::Value::String(text.to_owned())).ok();
        if found.is_none() {
            self.0.push(Problem::new(field, Rule::Unknown));
        }
        found
    }

    fn stage(&mut self, stage: StageOut) -> Option<Stage> {
        let level = self.word(&format!("stages.{}.level", stage.key), &stage.level);
        let role = self.word(&format!("stages.{}.role", stage.key), &stage.role);
        Some(Stage {
            key: StageKey(stage.key),
            level: level?,
            role: role?,
            label: both(stage.label),
            guidance: both(stage.guidance),
            floor: stage.floor,
            planned_days: stage.planned_days,
            idle_days: stage.idle_days,
            on: stage.on,
            archived: stage.archived,
            place: None,
        })
    }

    fn gate(&mut self, gate: GateOut) -> Option<Gate> {
        let policy = self.word(&format!("gates.{}.policy", gate.key), &gate.policy);
        let items: Vec<Option<Item>> = gate.items.into_iter().map(|item| self.item(&gate.key, item)).collect();
        Some(Gate {
            key: gate.key,
            from: StageKey(gate.from),
            to: StageKey(gate.to),
            policy: policy?,
            items: items.into_iter().collect::<Option<_>>()?,
        })
    }

    fn item(&mut self, gate: &str, item: ItemOut) -> Option<Item> {
        let field = |name: &str| format!("gates.{gate}.items.{}.{name}", item.key);
        let kind = self.word(&field("kind"), &item.kind);
        let strength = self.word(&field("strength"), &item.strength);
        let seen = item.field.as_ref().map(|text| self.word(&field("field"), text));
        Some(Item {
            text: both(item.text),
            kind: kind?,
            field: match seen {
                Some(found) => Some(found?),
                None => None,
            },
            weight: item.weight,
            strength: strength?,
            may_not_apply: item.may_not_apply,
            check_again: item.check_again,
            no_waiver: item.no_waiver,
            key: ItemKey(item.key),
        })
    }
}

fn both(words: WordsOut) -> Words {
    Words { id: words.id, en: words.en }
}

fn taken(read: FunnelOut) -> Result<Funnel, FunnelFileError> {
    let mut reading = Reading::default();
    let stages: Vec<Option<Stage>> = read.stages.into_iter().map(|stage| reading.stage(stage)).collect();
    let gates: Vec<Option<Gate>> = read.gates.into_iter().map(|gate| reading.gate(gate)).collect();
    let (stages, gates) = (stages.into_iter().collect::<Option<_>>(), gates.into_iter().collect::<Option<_>>());
    match (stages, gates) {
        (Some(stages), Some(gates)) => {
            Ok(Funnel { key: FunnelKey(read.key), name: both(read.name), may_skip: read.may_skip, stages, gates })
        }
        (_, _) => Err(FunnelFileError::Words(reading.0)),
    }
}

#[cfg(test)]
mod tests {
    use corong_domain::funnel::shipped;

    use super::*;

    #[test]
    fn the_shipped_funnels_come_back_as_they_went() {
        for funnel in shipped() {
            for form in [FunnelForm::Toml, FunnelForm::Json] {
                let text = write_funnel(&funnel, form).unwrap();
                assert_eq!(read_funnel(text.as_bytes(), form).unwrap(), funnel, "{text}");
            }
        }
    }

    #[test]
    fn all_unknown_words_come_at_once_and_a_wrong_line_is_named() {
        let text = write_funnel(&shipped()[0], FunnelForm::Toml).unwrap();
        let wrong = text
            .replacen("role = \"captured\"", "role = \"inbox\"", 1)
            .replacen("policy = \"strict\"", "policy = \"hard\"", 1)
            .replacen("kind = \"date_ahead\"", "kind = \"soon\"", 1);
        let Err(FunnelFileError::Words(problems)) = read_funnel(wrong.as_bytes(), FunnelForm::Toml) else { panic!() };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["stages.captured.role", "gates.g9.policy", "gates.g9.items.g9_valid_until.kind"]);
        let typo = text.replacen("planned_days = 3", "plant_days = 3", 1);
        let line = text.lines().position(|line| line == "planned_days = 3").unwrap();
        let Err(FunnelFileError::Shape { line: Some(found) }) = read_funnel(typo.as_bytes(), FunnelForm::Toml) else {
            panic!()
        };
        assert!(found.abs_diff(u32::try_from(line + 1).unwrap()) <= 8, "{found} is not near {}", line + 1);
        for hostile in [&b""[..], b"\xff\xfe", b"{}", b"[[[[[", &vec![b'['; 300_000]] {
            for form in [FunnelForm::Toml, FunnelForm::Json] {
                assert!(read_funnel(hostile, form).is_err());
            }
        }
        assert!(matches!(
            read_funnel(&vec![b' '; MAX_FUNNEL_FILE + 1], FunnelForm::Toml),
            Err(FunnelFileError::TooLarge)
        ));
    }
}
