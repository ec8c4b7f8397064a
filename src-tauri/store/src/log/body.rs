//! The body of a local change while it is being made.

use std::collections::HashMap;
use std::ops::Range;

use uuid::Uuid;

use crate::codec::json;
use crate::error::Result;
use crate::record::Table;
use crate::version::Ident;
use crate::wire::{WriterId, push_quoted_id, push_writer};

/// One row operation of a draft.
#[derive(Debug)]
struct RowDraft {
    table: Table,
    uuid: Uuid,
    /// Cell and where its JSON stands in the text of the draft.
    cells: Vec<(usize, Range<usize>)>,
    /// Cell and a change whose value it replaces.
    replaced: Vec<(usize, Ident)>,
    /// What a delete saw.
    deleted: Vec<Ident>,
    /// Cell and the change whose value it has again.
    origins: Vec<(usize, Ident)>,
}

/// How many row operations are read through faster than a map is asked.
const SHORT: usize = 16;

/// The row operations of a change that is not finished.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    rows: Vec<RowDraft>,
    /// Where the operation of each row stands, once there are more than [`SHORT`].
    at: HashMap<(Table, Uuid), usize>,
    /// The JSON of all cells, one after the other.
    pub text: Vec<u8>,
}

impl Draft {
    /// Whether nothing was put.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where the operation of a row stands. A short draft, which most are, is read through.
    fn find(&mut self, table: Table, uuid: Uuid) -> Option<usize> {
        if self.rows.len() <= SHORT {
            return self.rows.iter().rposition(|row| row.uuid == uuid && row.table == table);
        }
        if self.at.is_empty() {
            self.at = self.rows.iter().zip(0..).map(|(row, at)| ((row.table, row.uuid), at)).collect();
        }
        self.at.get(&(table, uuid)).copied()
    }

    fn row(&mut self, table: Table, uuid: Uuid) -> Option<&mut RowDraft> {
        let found = self.find(table, uuid);
        let next = self.rows.len();
        let at = found.unwrap_or(next);
        if at == next {
            if !self.at.is_empty() {
                self.at.insert((table, uuid), next);
            }
            self.rows.push(RowDraft {
                table,
                uuid,
                cells: Vec::new(),
                replaced: Vec::new(),
                deleted: Vec::new(),
                origins: Vec::new(),
            });
        }
        self.rows.get_mut(at)
    }

    /// Sets cells of a row, whose JSON was appended to [`Draft::text`].
    pub fn set(&mut self, table: Table, uuid: Uuid, cells: Vec<(usize, Range<usize>)>, replaced: Vec<(usize, Ident)>) {
        let Some(row) = self.row(table, uuid) else { return };
        if row.cells.is_empty() {
            row.cells = cells;
        } else {
            row.cells.retain(|(cell, _)| cells.iter().all(|(new, _)| new != cell));
            row.cells.extend(cells);
            row.cells.sort_by_key(|(cell, _)| *cell);
        }
        row.replaced.extend(replaced);
    }

    /// Says whose value a cell has again.
    pub fn origin(&mut self, table: Table, uuid: Uuid, cell: usize, ident: Ident) {
        if let Some(row) = self.row(table, uuid) {
            row.origins.push((cell, ident));
        }
    }

    /// Deletes what is there of a row.
    pub fn delete(&mut self, table: Table, uuid: Uuid, seen: &[Ident]) {
        let Some(row) = self.row(table, uuid) else { return };
        for ident in seen {
            if !row.deleted.contains(ident) {
                row.deleted.push(*ident);
            }
        }
    }

    /// Takes a change out of the delete of a row: it was put again after it had been deleted in the same act.
    pub fn undelete(&mut self, table: Table, uuid: Uuid, ident: Ident) {
        if let Some(row) = self.row(table, uuid) {
            row.deleted.retain(|seen| *seen != ident);
        }
    }

    /// The body.
    pub fn finish(&self, mut writer: impl FnMut(i64) -> Result<WriterId>) -> Result<String> {
        let mut out = Vec::with_capacity(self.text.len() + self.rows.len() * 96 + 2);
        out.push(b'[');
        for row in &self.rows {
            if out.len() > 1 {
                out.push(b',');
            }
            row.finish(&self.text, &mut out, &mut writer)?;
        }
        out.push(b']');
        Ok(String::from_utf8(out).unwrap_or_default())
    }
}

impl RowDraft {
    fn finish(&self, text: &[u8], out: &mut Vec<u8>, writer: &mut impl FnMut(i64) -> Result<WriterId>) -> Result<()> {
        let def = self.table.def();
        let name = |cell: usize| def.cells.get(cell).map_or("", |cell| cell.name);
        out.extend_from_slice(b"{\"t\":\"");
        out.extend_from_slice(def.name.as_bytes());
        out.extend_from_slice(b"\",\"r\":");
        push_quoted_id(out, self.uuid);
        if !self.cells.is_empty() {
            out.extend_from_slice(b",\"f\":");
            let mut sign = b'{';
            for (cell, range) in &self.cells {
                out.push(sign);
                sign = b',';
                json(name(*cell), out);
                out.push(b':');
                out.extend_from_slice(text.get(range.clone()).unwrap_or(b"null"));
            }
            out.push(b'}');
        }
        if !self.replaced.is_empty() {
            let mut replaced = self.replaced.clone();
            replaced.sort_unstable();
            replaced.dedup();
            out.extend_from_slice(b",\"p\":");
            let mut sign = b'{';
            for group in replaced.chunk_by(|(a, _), (b, _)| a == b) {
                out.push(sign);
                sign = b',';
                json(group.first().map_or("", |(cell, _)| name(*cell)), out);
                out.push(b':');
                push_idents(group.iter().map(|(_, ident)| *ident), out, writer)?;
            }
            out.push(b'}');
        }
        if !self.origins.is_empty() {
            out.extend_from_slice(b",\"o\":");
            let mut sign = b'{';
            for (cell, ident) in &self.origins {
                out.push(sign);
                sign = b',';
                json(name(*cell), out);
                out.push(b':');
                push_ident(*ident, out, writer)?;
            }
            out.push(b'}');
        }
        if !self.deleted.is_empty() {
            out.extend_from_slice(b",\"del\":");
            push_idents(self.deleted.iter().copied(), out, writer)?;
        }
        out.push(b'}');
        Ok(())
    }
}

fn push_idents(
    idents: impl Iterator<Item = Ident>,
    out: &mut Vec<u8>,
    writer: &mut impl FnMut(i64) -> Result<WriterId>,
) -> Result<()> {
    let mut sign = b'[';
    for ident in idents {
        out.push(sign);
        sign = b',';
        push_ident(ident, out, writer)?;
    }
    out.push(b']');
    Ok(())
}

fn push_ident(ident: Ident, out: &mut Vec<u8>, writer: &mut impl FnMut(i64) -> Result<WriterId>) -> Result<()> {
    out.extend_from_slice(b"[\"");
    push_writer(out, writer(ident.writer)?);
    out.extend_from_slice(b"\",");
    out.extend_from_slice(ident.seq.to_string().as_bytes());
    out.push(b']');
    Ok(())
}
