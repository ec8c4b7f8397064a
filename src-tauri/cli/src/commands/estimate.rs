//! Win chances and times to close.

use crate::args::EstimateCommand;
use crate::session::{self, Session};
use crate::show::{EvaluatedOut, StageEstimateOut};
use crate::trouble::Trouble;

/// Runs a command about estimates.
pub fn run(session: &mut Session<'_>, command: &EstimateCommand) -> Result<(), Trouble> {
    match command {
        EstimateCommand::Fit | EstimateCommand::Show { id: None } => {
            let book = session.book()?;
            for stage in book.estimate_fit()? {
                session.say(&StageEstimateOut::of(&stage), |words| words.stage_estimate(&stage))?;
            }
            Ok(())
        }
        EstimateCommand::Show { id: Some(id) } => {
            let book = session.book()?;
            let id = session::opportunity(&book, id)?;
            book.estimate_refresh()?;
            super::opportunity::show(session, &book, id, true)
        }
        EstimateCommand::Evaluate { train, test, map } => {
            for file in test.iter().chain([train, map]) {
                super::files::look(file)?;
            }
            let found = corong_book::evaluate(train, test.as_deref(), map)?;
            session.say(&EvaluatedOut::of(&found), |words| words.evaluated(&found))
        }
    }
}
