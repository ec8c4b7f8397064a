//! Funnels: list, edit, copy, reset, files, and the rehearsal of a stricter rule.
//!
//! A funnel has a row only where somebody changed one. An edit and the moves of the opportunities that it displaces are
//! one change, so that one undo takes back both.

use std::collections::BTreeSet;
use std::path::Path;

use corong_domain::funnel::decide::Decision;
use corong_domain::funnel::edit::homes::{Home, choices, leaving, rehouse};
use corong_domain::funnel::edit::{FunnelEdit, apply, check_against, copy, with_places};
use corong_domain::funnel::rehearse::{Past, Rehearsal, Rehearsing};
use corong_domain::funnel::{Funnel, Stage};
use corong_domain::history::Act;
use corong_domain::ids::{FunnelKey, ItemKey, MoveId, StageKey};
use corong_domain::opportunity::{Opportunity, Status};
use corong_domain::problem::{Problem, Rule};
use corong_exchange::funnel::{FunnelFileError, FunnelForm, MAX_FUNNEL_FILE, read_funnel, write_funnel};
use corong_store::{FunnelRow, Reader, Tx};

use crate::error::BookError;
use crate::export::{denied, file_name, write_whole};
use crate::files::{Funnels, OpportunityFile, shipped_funnel};
use crate::moves::put_effects;
use crate::views::{
    Changed, ExportDone, FunnelCopy, FunnelEditRequest, FunnelLine, FunnelOutcome, FunnelRequest, FunnelReset,
    FunnelView, LeavingStage, StageName, StageUse,
};
use crate::write::{Book, Moment, Stop};

/// A rehearsal looks at so many opportunities, the newest ones.
const REHEARSED: usize = 5_000;

type Stopped = Stop<FunnelOutcome>;

/// What comes with a new version of a funnel.
struct Asked<'r> {
    homes: &'r [Home],
    rehearsed: bool,
}

impl Book {
    /// All funnels, shipped ones first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn funnels_list(&self) -> Result<Vec<FunnelLine>, BookError> {
        self.store.read(|reader| {
            let funnels = Funnels::read(reader)?;
            funnels.all().map(|funnel| line(reader, funnel)).collect()
        })
    }

    /// A funnel with what stands in it.
    ///
    /// # Errors
    /// It is not there; the book cannot be read.
    pub fn funnel_get(&self, request: &FunnelRequest) -> Result<FunnelView, BookError> {
        self.store.read(|reader| view(reader, &known(reader, &request.funnel)?))
    }

    /// Edits a funnel. A stage that is in use goes away only when it is said where its opportunities go, and a stricter
    /// rule is saved only when its rehearsal was seen; until then nothing changes.
    ///
    /// # Errors
    /// The funnel is not there; it would have problems: all of them; the book cannot be written.
    pub fn funnel_edit(&self, request: &FunnelEditRequest) -> Result<Changed<FunnelOutcome>, BookError> {
        self.write(Act::FunnelEdited, |tx, moment| {
            let before = known(tx, &request.funnel)?;
            let mut after = before.clone();
            for edit in &request.edits {
                let edit = self.keyed(edit, moment);
                after = apply(&after, &edit).map_err(BookError::Invalid)?;
            }
            let asked = Asked { homes: &request.homes, rehearsed: request.rehearsed };
            self.replace(tx, moment, Some(&before), &after, &asked)
        })
    }

    /// Copies a funnel under a name of its own.
    ///
    /// # Errors
    /// The funnel is not there; the key is taken or has a problem; the book cannot be written.
    pub fn funnel_copy(&self, request: &FunnelCopy) -> Result<Changed<FunnelOutcome>, BookError> {
        self.write(Act::FunnelEdited, |tx, moment| {
            let source = known(tx, &request.funnel)?;
            let made = request.key.as_str().is_empty();
            let key = if made { FunnelKey(self.new_key("f", moment)) } else { request.key.clone() };
            if Funnels::read(tx)?.has(&key) {
                return Err(BookError::Invalid(vec![Problem::new("key", Rule::Twice)]).into());
            }
            let copied = copy(&source, key, &request.name).map_err(BookError::Invalid)?;
            self.replace(tx, moment, None, &copied, &Asked { homes: &[], rehearsed: true })
        })
    }

    /// Makes a shipped funnel what it was again.
    ///
    /// # Errors
    /// It is not a shipped one; the book cannot be written.
    pub fn funnel_reset(&self, request: &FunnelReset) -> Result<Changed<FunnelOutcome>, BookError> {
        self.write(Act::FunnelEdited, |tx, moment| {
            let before = known(tx, &request.funnel)?;
            let shipped = shipped_funnel(&request.funnel).ok_or(BookError::NotFound { what: "shipped funnel" })?;
            let asked = Asked { homes: &request.homes, rehearsed: request.rehearsed };
            self.replace(tx, moment, Some(&before), shipped, &asked)
        })
    }

    /// What edits would have done to the moves that were made. Nothing is written.
    ///
    /// # Errors
    /// The funnel is not there; it would have problems: all of them; the book cannot be read.
    pub fn funnel_rehearse(&self, request: &FunnelEditRequest) -> Result<Rehearsal, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let before = known(reader, &request.funnel)?;
            let mut after = before.clone();
            for edit in &request.edits {
                after = apply(&after, &self.keyed(edit, &moment)).map_err(BookError::Invalid)?;
            }
            rehearse(reader, &moment, &before, &after)
        })
    }

    /// Writes a funnel to a file; TOML unless its name ends in `.json`.
    ///
    /// # Errors
    /// The funnel is not there; the file cannot be written.
    pub fn funnel_export(&self, key: &FunnelKey, target: &Path) -> Result<ExportDone, BookError> {
        let text = self.funnel_text(key, form_of(target))?;
        let name = file_name(target);
        let write = |out: &mut std::io::BufWriter<std::fs::File>| {
            std::io::Write::write_all(out, text.as_bytes()).map_err(corong_exchange::ExchangeError::Write)
        };
        write_whole(target, write).map_err(|error| denied(error, &name))?;
        Ok(ExportDone { file: name, records: 1 })
    }

    /// A funnel as the text of a file.
    ///
    /// # Errors
    /// The funnel is not there; the book cannot be read.
    pub fn funnel_text(&self, key: &FunnelKey, form: FunnelForm) -> Result<String, BookError> {
        let funnel = self.store.read(|reader| known(reader, key))?;
        write_funnel(&funnel, form).map_err(BookError::internal)
    }

    /// Reads a funnel from a file. Nothing is written.
    ///
    /// # Errors
    /// The file cannot be read, is too large, or holds no funnel; words in it are not known: all of them.
    pub fn funnel_read(&self, file: &Path) -> Result<Funnel, BookError> {
        read_file(file)
    }

    /// What a funnel of a file would have done to the moves that were made, compared with the present one of its key.
    ///
    /// # Errors
    /// The funnel has problems: all of them; the book cannot be read.
    pub fn funnel_rehearse_whole(&self, funnel: &Funnel) -> Result<Rehearsal, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let before = Funnels::read(reader)?.exactly(&funnel.key).map(|known| known.as_ref().clone());
            let after = placed(funnel, before.as_ref())?;
            match before {
                Some(before) => rehearse(reader, &moment, &before, &after),
                None => Ok(Rehearsal::default()),
            }
        })
    }

    /// Puts a funnel of a file into the book: a new one, or in the place of the one with its key.
    ///
    /// # Errors
    /// The funnel has problems: all of them; the book cannot be written.
    pub fn funnel_import(
        &self,
        funnel: &Funnel,
        homes: &[Home],
        rehearsed: bool,
    ) -> Result<Changed<FunnelOutcome>, BookError> {
        self.write(Act::FunnelEdited, |tx, moment| {
            let before = Funnels::read(tx)?.exactly(&funnel.key).map(|known| known.as_ref().clone());
            let after = placed(funnel, before.as_ref())?;
            self.replace(tx, moment, before.as_ref(), &after, &Asked { homes, rehearsed })
        })
    }

    /// Puts a valid funnel in the place of another one and moves what stood at stages that are gone.
    fn replace(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        before: Option<&Funnel>,
        after: &Funnel,
        asked: &Asked<'_>,
    ) -> Result<FunnelOutcome, Stopped> {
        let mut displaced = Vec::new();
        if let Some(before) = before {
            let rehearsal = if asked.rehearsed { None } else { Some(rehearse(tx, moment, before, after)?) };
            let rehearsal = rehearsal.filter(|found| found.gates.iter().any(|gate| gate.past > 0));
            let mut homeless = Vec::new();
            for stage in leaving(before, after) {
                let standing = tx.standing_at(&before.key, &stage.key)?;
                match (standing.is_empty(), home_of(stage, after, asked.homes)?) {
                    (true, _) => {}
                    (false, Some(home)) => displaced.extend(standing.into_iter().map(|id| (id, home.clone()))),
                    (false, None) => homeless.push(leaving_stage(after, stage, standing.len())),
                }
            }
            if rehearsal.is_some() || !homeless.is_empty() {
                return Err(Stop::Unchanged(Box::new(FunnelOutcome::Asks { leaving: homeless, rehearsal })));
            }
        }
        if shipped_funnel(&after.key).is_some_and(|shipped| shipped == after) {
            tx.delete_funnel(&after.key)?;
        } else {
            tx.put_funnel(after)?;
        }
        tx.about::<FunnelRow>(FunnelRow::id_of(&after.key));
        let funnels = Funnels::read(tx)?;
        let moved = u32::try_from(displaced.len()).unwrap_or(u32::MAX);
        for (id, home) in displaced {
            let Some(opportunity) = tx.get::<Opportunity>(id)? else { continue };
            let file = OpportunityFile::of(tx, &funnels, opportunity)?;
            let decision = rehouse(&file.decide(moment), MoveId(self.ids.next(moment.now)), &home);
            if let Decision::Done(effects) = decision {
                put_effects(tx, moment, &self.ids, &effects)?;
            }
        }
        Ok(FunnelOutcome::Saved { view: view(tx, after)?, moved })
    }

    /// A key that no other book makes: opportunities and answers point at it for ever.
    fn new_key(&self, kind: &str, moment: &Moment) -> String {
        let id = self.ids.next(moment.now).simple().to_string();
        // The last digits of an id are those made by chance.
        format!("{kind}_{}", id.get(20..).unwrap_or(&id))
    }

    /// An edit whose new stage or item has a key.
    fn keyed(&self, edit: &FunnelEdit, moment: &Moment) -> FunnelEdit {
        match edit {
            FunnelEdit::AddStage { key, after, label } if key.as_str().is_empty() => FunnelEdit::AddStage {
                key: StageKey(self.new_key("s", moment)),
                after: after.clone(),
                label: label.clone(),
            },
            FunnelEdit::AddItem { gate, item } if item.key.as_str().is_empty() => {
                let mut item = item.clone();
                item.key = ItemKey(self.new_key("i", moment));
                FunnelEdit::AddItem { gate: gate.clone(), item }
            }
            other => other.clone(),
        }
    }
}

fn known(reader: &Reader<'_>, key: &FunnelKey) -> Result<Funnel, BookError> {
    let found = Funnels::read(reader)?.exactly(key).map(|known| known.as_ref().clone());
    found.ok_or(BookError::NotFound { what: "funnel" })
}

fn placed(funnel: &Funnel, before: Option<&Funnel>) -> Result<Funnel, BookError> {
    let after = with_places(funnel.clone(), before);
    let problems = check_against(&after, before);
    if problems.is_empty() { Ok(after) } else { Err(BookError::Invalid(problems)) }
}

/// The home that was given for a stage.
fn home_of(stage: &Stage, after: &Funnel, homes: &[Home]) -> Result<Option<StageKey>, BookError> {
    let Some(home) = homes.iter().find(|home| home.stage == stage.key) else { return Ok(None) };
    if choices(after, stage).iter().any(|choice| choice.key == home.to) {
        return Ok(Some(home.to.clone()));
    }
    Err(BookError::Invalid(vec![Problem::new(format!("homes.{}", stage.key), Rule::Unknown)]))
}

fn leaving_stage(after: &Funnel, stage: &Stage, count: usize) -> LeavingStage {
    LeavingStage {
        stage: stage.key.clone(),
        label: stage.label.clone(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
        choices: choices(after, stage)
            .into_iter()
            .map(|choice| StageName { stage: choice.key.clone(), label: choice.label.clone() })
            .collect(),
    }
}

fn rehearse(reader: &Reader<'_>, moment: &Moment, before: &Funnel, after: &Funnel) -> Result<Rehearsal, BookError> {
    let mut rehearsing = Rehearsing::new(before, after);
    if rehearsing.is_idle() {
        return Ok(Rehearsal::default());
    }
    let funnels = Funnels::read(reader)?;
    for id in reader.travelled(&before.key, REHEARSED)? {
        let Some(opportunity) = reader.get::<Opportunity>(id)? else { continue };
        let file = OpportunityFile::of(reader, &funnels, opportunity)?;
        rehearsing.add(&Past { gate: file.gate(moment), moves: &file.moves });
    }
    Ok(rehearsing.finish())
}

fn line(reader: &Reader<'_>, funnel: &Funnel) -> Result<FunnelLine, BookError> {
    let totals = reader.stage_totals(&funnel.key)?;
    let open: u64 = totals.iter().filter(|total| total.status == Status::Open).map(|total| total.count).sum();
    let shipped = shipped_funnel(&funnel.key);
    Ok(FunnelLine {
        key: funnel.key.clone(),
        name: funnel.name.clone(),
        shipped: shipped.is_some(),
        changed: shipped.is_some_and(|shipped| shipped != funnel),
        stages: u32::try_from(funnel.stages_on().count()).unwrap_or(u32::MAX),
        open: u32::try_from(open).unwrap_or(u32::MAX),
    })
}

fn view(reader: &Reader<'_>, funnel: &Funnel) -> Result<FunnelView, BookError> {
    let totals = reader.stage_totals(&funnel.key)?;
    let shipped = shipped_funnel(&funnel.key);
    let stages: BTreeSet<&StageKey> = totals.iter().map(|total| &total.stage).collect();
    let count = |stage: &StageKey, status: Status| {
        let of_stage = totals.iter().filter(|total| total.stage == *stage && total.status == status);
        u32::try_from(of_stage.map(|total| total.count).sum::<u64>()).unwrap_or(u32::MAX)
    };
    let standing = stages
        .into_iter()
        .map(|stage| StageUse {
            stage: stage.clone(),
            open: count(stage, Status::Open),
            parked: count(stage, Status::Nurture),
        })
        .filter(|one| one.open + one.parked > 0)
        .collect();
    Ok(FunnelView {
        funnel: funnel.clone(),
        shipped: shipped.is_some(),
        changed: shipped.is_some_and(|shipped| shipped != funnel),
        standing,
    })
}

fn form_of(file: &Path) -> FunnelForm {
    let is_json = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_json { FunnelForm::Json } else { FunnelForm::Toml }
}

fn read_file(file: &Path) -> Result<Funnel, BookError> {
    use std::io::Read as _;

    let name = file_name(file);
    let unreadable = || BookError::FileUnreadable { file: name.clone() };
    let opened = std::fs::File::open(file).map_err(|_| unreadable())?;
    let mut bytes = Vec::new();
    // One byte more than may be there, to see that there is more.
    opened.take(MAX_FUNNEL_FILE as u64 + 1).read_to_end(&mut bytes).map_err(|_| unreadable())?;
    read_funnel(&bytes, form_of(file)).map_err(|error| match error {
        FunnelFileError::Shape { line } => BookError::FileShape { file: name, line },
        FunnelFileError::TooLarge => BookError::FileTooLarge { file: name, limit: 1 },
        FunnelFileError::Words(problems) => BookError::Invalid(problems),
        FunnelFileError::Write => BookError::internal(error),
    })
}
