//! What the win chance is estimated from: rows of values of named variables.
//!
//! Deliberately absent: files and columns; whoever reads them decides which variables exist. A variable may hold only
//! what was known before the outcome.

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// One value of one variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Not known: that can be a sign in itself.
    Missing,
    /// A number.
    Number(f64),
    /// One of several names.
    Text(String),
}

/// How a variable is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Coding {
    /// By where a number lies among the others.
    Number,
    /// By name.
    Category,
}

/// A named variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name, as reasons give it back.
    pub name: String,
    /// How it is coded.
    pub coding: Coding,
    /// How often a value must have been seen to count; `None` for a number that goes with the size of the table.
    pub minimum: Option<u32>,
}

impl Variable {
    /// A variable of numbers.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), coding: Coding::Number, minimum: None }
    }

    /// A variable of names.
    #[must_use]
    pub fn category(name: impl Into<String>) -> Self {
        Self { name: name.into(), coding: Coding::Category, minimum: None }
    }

    /// The same, but a value counts only when it was seen this often; 50 for tags.
    #[must_use]
    pub fn seen_at_least(self, minimum: u32) -> Self {
        Self { minimum: Some(minimum), ..self }
    }
}

/// The values of one opportunity, in the order of the variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(pub Vec<Value>);

/// Opportunities with a known outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    variables: Vec<Variable>,
    rows: Vec<Row>,
    won: Vec<bool>,
}

/// Why a row does not fit into a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TableError {
    /// Too few or too many values.
    #[error("adding a row to a table of {expected} variables: it has {found} values")]
    Width {
        /// Number of variables.
        expected: usize,
        /// Number of values.
        found: usize,
    },
}

impl Table {
    /// An empty table of these variables.
    #[must_use]
    pub fn new(variables: Vec<Variable>) -> Self {
        Self { variables, rows: Vec::new(), won: Vec::new() }
    }

    /// Adds one opportunity and whether it was won.
    ///
    /// # Errors
    /// When it does not have one value for each variable.
    pub fn push(&mut self, row: Row, won: bool) -> Result<(), TableError> {
        if row.0.len() != self.variables.len() {
            return Err(TableError::Width { expected: self.variables.len(), found: row.0.len() });
        }
        self.rows.push(row);
        self.won.push(won);
        Ok(())
    }

    /// The variables.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The outcomes, in the order of the rows.
    #[must_use]
    pub fn won(&self) -> &[bool] {
        &self.won
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
