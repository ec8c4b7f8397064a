//! Funnels: their stages, gates and policies.

use std::path::PathBuf;

use clap::Subcommand;
use corong_domain::funnel::Policy;

use super::word;

const FILES: &str = "\
A funnel file is TOML, or JSON where its name ends in .json. `funnel export b2b b2b.toml` writes one to change; the
README describes it. Stages and items are known by their key, which never changes; labels may. A stage that is left out
or switched off while opportunities stand at it needs a home for them:
  corong-cli funnel import b2b.toml --home exploring=engaged

Examples:
  corong-cli funnel export b2b b2b.toml
  corong-cli funnel rehearse b2b.toml
  corong-cli funnel import b2b.toml";

/// Funnels.
#[derive(Debug, Subcommand)]
pub enum FunnelCommand {
    /// List the funnels.
    List,
    /// Show the stages, gates and items of a funnel.
    Show {
        /// The funnel by its key.
        #[arg(value_name = "FUNNEL")]
        funnel: String,
    },
    /// Write a funnel to a file, or to the output without one.
    Export {
        /// The funnel by its key.
        #[arg(value_name = "FUNNEL")]
        funnel: String,
        /// The file; TOML, or JSON where it ends in .json.
        file: Option<PathBuf>,
    },
    /// Read a funnel from a file: a new one, or in the place of the one with its key. One undo takes it back.
    #[command(after_help = FILES)]
    Import {
        /// The file.
        file: PathBuf,
        /// Where the opportunities of a stage that goes away go; may be given again.
        #[arg(long, value_name = "STAGE=STAGE")]
        home: Vec<String>,
    },
    /// What a stricter rule would have done to the moves that were made. Nothing is written.
    Rehearse {
        /// A funnel file, or the key of a funnel whose policy would change.
        #[arg(value_name = "FILE|FUNNEL")]
        what: String,
        /// The gate whose policy would change.
        #[arg(requires = "policy")]
        gate: Option<String>,
        /// The policy: strict, warn or off.
        #[arg(value_parser = word::<Policy>)]
        policy: Option<Policy>,
    },
    /// Set what happens when a mandatory item of a gate is missing: strict, warn or off.
    Policy {
        /// The funnel by its key.
        #[arg(value_name = "FUNNEL")]
        funnel: String,
        /// The gate by its key.
        gate: String,
        /// The policy.
        #[arg(value_parser = word::<Policy>, value_name = "strict|warn|off")]
        policy: Policy,
    },
    /// Copy a funnel under a key and a name of its own.
    Copy {
        /// The funnel by its key.
        #[arg(value_name = "FUNNEL")]
        funnel: String,
        /// The key of the copy: small letters, digits and underscores.
        key: String,
        /// Its Indonesian name; the English one without it.
        #[arg(long, default_value = "", value_name = "NAME")]
        name_id: String,
        /// Its English name; the Indonesian one without it.
        #[arg(long, default_value = "", value_name = "NAME")]
        name_en: String,
    },
    /// Make a shipped funnel what it was again.
    Reset {
        /// The funnel by its key.
        #[arg(value_name = "FUNNEL")]
        funnel: String,
        /// Where the opportunities of a stage that goes away go; may be given again.
        #[arg(long, value_name = "STAGE=STAGE")]
        home: Vec<String>,
    },
}
