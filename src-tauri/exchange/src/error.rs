//! What can go wrong with a whole file, and how much of a file is read at most.
//!
//! Deliberately absent: what is wrong with one record of a file; that is data beside the records which could be read.

use thiserror::Error;

/// Why a file could not be read or written at all.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The system could not give the bytes.
    #[error("reading the file failed")]
    Read(#[source] std::io::Error),
    /// The system could not take the bytes.
    #[error("writing the file failed")]
    Write(#[source] std::io::Error),
    /// There is nothing in the file but white space.
    #[error("reading contacts from a file: the file is empty")]
    Empty,
    /// The file is not text.
    #[error("reading contacts from a file: the file is not text")]
    Binary,
    /// The file is text, but holds no card.
    #[error("reading contacts from a file: there is no card in the file")]
    NoCards,
    /// The file is longer than the limit, in bytes.
    #[error("reading contacts from a file: the file is longer than {limit} bytes")]
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The header of a sheet has more columns than the limit.
    #[error("reading a sheet: it has more than {limit} columns")]
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// Records could not be written as CSV.
    #[error("writing contacts as CSV failed")]
    Csv(#[source] csv::Error),
    /// Records could not be written as XLSX.
    #[error("writing contacts as XLSX failed")]
    Xlsx(#[source] rust_xlsxwriter::XlsxError),
    /// Records could not be written as JSON.
    #[error("writing contacts as JSON failed")]
    Json(#[source] serde_json::Error),
}

const MIB: usize = 1024 * 1024;

/// How much is read at most; all in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A whole file.
    pub file: u64,
    /// One line, folded lines put together.
    pub line: usize,
    /// One card without its pictures and keys.
    pub card: usize,
    /// One picture, decoded.
    pub photo: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file: 256 * MIB as u64, line: 16 * MIB, card: MIB, photo: 8 * MIB }
    }
}
