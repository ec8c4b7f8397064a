//! Win chances and times to close.

use crate::args::EstimateCommand;
use crate::session::Session;
use crate::show::EvaluatedOut;
use crate::trouble::Trouble;

/// Runs a command about estimates.
pub fn run(session: &mut Session<'_>, command: &EstimateCommand) -> Result<(), Trouble> {
    match command {
        EstimateCommand::Evaluate { train, test, map } => {
            for file in test.iter().chain([train, map]) {
                super::files::look(file)?;
            }
            let found = corong_book::evaluate(train, test.as_deref(), map)?;
            session.say(&EvaluatedOut::of(&found), |words| words.evaluated(&found))
        }
    }
}
