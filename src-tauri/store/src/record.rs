//! What the store needs to know about a table: its cells once, in the order that version records count them.
//!
//! Deliberately absent: SQL written by hand per table for getting and putting. It is made from the list of cells, so a
//! column can never be forgotten in one of five places.

use std::sync::OnceLock;

use rusqlite::Row;
use rusqlite::types::Value;
use uuid::Uuid;

use crate::codec::{Bound, Codec, Columns, Keys};
use crate::error::Result;

/// The tables that the log replicates. The numbers are kept in the book and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Table {
    /// People.
    Contact = 1,
    /// Phone numbers of contacts.
    Phone = 2,
    /// E-mail addresses of contacts.
    Email = 3,
    /// Web addresses and handles of contacts.
    Link = 4,
    /// Postal addresses of contacts.
    Address = 5,
    /// Tags of contacts.
    Tag = 6,
    /// Organisations.
    Company = 7,
    /// Events.
    Event = 8,
    /// Salespeople.
    Salesperson = 9,
    /// Opportunities.
    Opportunity = 10,
    /// Activities.
    Activity = 11,
    /// Moves of opportunities.
    StageMove = 12,
    /// Answers to gate items.
    GateAnswer = 13,
    /// Changed and own funnels.
    Funnel = 14,
    /// Products of the price list.
    Product = 15,
    /// Revisions of offers.
    Offer = 16,
    /// Texts of terms.
    Terms = 17,
    /// Acceptances of terms.
    TermsAcceptance = 18,
    /// Permissions to submit an offer.
    OfferPermission = 19,
    /// Orders.
    SaleOrder = 20,
    /// Signed entries to orders.
    OrderEntry = 21,
    /// Parts of sale credit.
    SaleShares = 22,
    /// Entries of the sale credit ledger.
    SaleCreditEntry = 23,
    /// Exchange rates.
    ExchangeRate = 24,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 24] = [
        Self::Contact,
        Self::Phone,
        Self::Email,
        Self::Link,
        Self::Address,
        Self::Tag,
        Self::Company,
        Self::Event,
        Self::Salesperson,
        Self::Opportunity,
        Self::Activity,
        Self::StageMove,
        Self::GateAnswer,
        Self::Funnel,
        Self::Product,
        Self::Offer,
        Self::Terms,
        Self::TermsAcceptance,
        Self::OfferPermission,
        Self::SaleOrder,
        Self::OrderEntry,
        Self::SaleShares,
        Self::SaleCreditEntry,
        Self::ExchangeRate,
    ];

    /// Its name in the file and in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.def().name
    }

    /// The table of a name; `None` for one of a newer version.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    pub(crate) fn number(self) -> i64 {
        i64::from(self as u8)
    }

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.number() == number)
    }

    /// Whether cells of other records may refer to its records.
    pub(crate) fn is_referred_to(self) -> bool {
        match self {
            Self::Contact
            | Self::Company
            | Self::Event
            | Self::Salesperson
            | Self::Opportunity
            | Self::Offer
            | Self::SaleOrder => true,
            Self::Phone
            | Self::Email
            | Self::Link
            | Self::Address
            | Self::Tag
            | Self::Activity
            | Self::StageMove
            | Self::GateAnswer
            | Self::Funnel
            | Self::Product
            | Self::Terms
            | Self::TermsAcceptance
            | Self::OfferPermission
            | Self::OrderEntry
            | Self::SaleShares
            | Self::SaleCreditEntry
            | Self::ExchangeRate => false,
        }
    }

    pub(crate) fn def(self) -> &'static TableDef {
        crate::table::def(self)
    }

    /// The SQL made from its cells.
    pub(crate) fn sql(self) -> &'static Sql {
        static SQL: [OnceLock<Sql>; 25] = [const { OnceLock::new() }; 25];
        // The numbers are 1 to 24; slot 0 keeps the lookup total.
        let slot = SQL.get(self as usize).unwrap_or(&SQL[0]);
        slot.get_or_init(|| Sql::of(self.def()))
    }
}

/// A table: its name and its cells.
#[derive(Debug)]
pub struct TableDef {
    /// Which one.
    pub table: Table,
    /// Its name.
    pub name: &'static str,
    /// Its cells, in the order that version records count them: new ones go to the end.
    pub cells: &'static [CellDef],
}

impl TableDef {
    /// The position of a cell.
    pub fn cell(&self, name: &str) -> Option<usize> {
        self.cells.iter().position(|cell| cell.name == name)
    }

    /// The first value of a cell among the values of the columns of `cells`; `None` for a cell that is not among them.
    pub fn value<'v, V>(&self, name: &str, cells: u64, values: &'v [V]) -> Option<&'v V> {
        let mut at = 0;
        for (cell, bit) in self.cells.iter().zip(0..) {
            let given = cells & (1_u64 << bit) != 0;
            if cell.name == name {
                return if given { values.get(at) } else { None };
            }
            at += if given { cell.columns.len() } else { 0 };
        }
        None
    }

    /// All columns of the cells, in order.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.cells.iter().flat_map(|cell| cell.columns.iter().copied())
    }
}

/// Reads a cell from the log into the values of its columns.
type Project = fn(Option<&str>, &mut dyn Keys, &mut Vec<Value>) -> Result<()>;

/// A cell: one value for the log, one or more columns.
#[derive(Debug)]
pub struct CellDef {
    /// Its name in the log.
    pub name: &'static str,
    /// Its columns; derived ones last.
    pub columns: &'static [&'static str],
    /// The table that it refers to.
    pub reference: Option<Table>,
    /// Reads a value; `None` and unreadable ones are blank.
    pub project: Project,
    /// Which of several concurrent values is shown.
    pub weight: fn(&str) -> u32,
}

impl CellDef {
    /// A cell kept by codec `C`.
    pub const fn of<C: Codec>(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self { name, columns, reference: C::REFERENCE, project: project::<C>, weight: weight::<C> }
    }
}

fn project<C: Codec>(raw: Option<&str>, keys: &mut dyn Keys, out: &mut Vec<Value>) -> Result<()> {
    let value = raw.and_then(C::read).unwrap_or_else(C::blank);
    let mut bound = Vec::with_capacity(2);
    C::bind(&value, keys, &mut bound)?;
    out.extend(bound.into_iter().map(|bound| match bound {
        Bound::Null => Value::Null,
        Bound::Int(number) => Value::Integer(number),
        Bound::Text(text) => Value::Text(text.to_owned()),
        Bound::Made(text) => Value::Text(text),
        Bound::Bytes(bytes) => Value::Blob(bytes.to_vec()),
    }));
    Ok(())
}

fn weight<C: Codec>(raw: &str) -> u32 {
    C::read(raw).map_or(0, |value| C::weight(&value))
}

/// The statements of a table.
#[derive(Debug)]
pub(crate) struct Sql {
    /// `SELECT uuid and all columns FROM table t`, references as ids.
    pub select: String,
    /// `... WHERE t.uuid = ?1 AND t.live = 1`.
    pub get: String,
    /// Makes a hidden row for an id.
    pub stub: String,
    /// Local key by id.
    pub key: String,
    /// The largest id.
    pub newest: String,
    /// Local key, version record, liveness and birth by id.
    pub head: String,
}

impl Sql {
    fn of(def: &TableDef) -> Self {
        let name = def.name;
        let mut select = String::from("SELECT t.uuid");
        for cell in def.cells {
            for column in cell.columns {
                match cell.reference {
                    Some(table) => {
                        let other = table.name();
                        select += &format!(", (SELECT uuid FROM {other} WHERE id = t.{column})");
                    }
                    None => select += &format!(", t.{column}"),
                }
            }
        }
        select += &format!(" FROM {name} t");
        Self {
            get: format!("{select} WHERE t.uuid = ?1 AND t.live = 1"),
            stub: format!("INSERT INTO {name}(uuid) VALUES(?1)"),
            key: format!("SELECT id FROM {name} WHERE uuid = ?1"),
            newest: format!("SELECT max(uuid) FROM {name}"),
            head: format!("SELECT id, ver, live, born FROM {name} WHERE uuid = ?1"),
            select,
        }
    }
}

/// Visits the cells of a record in order.
pub trait Visit<'v> {
    /// One cell.
    fn cell<C: Codec>(&mut self, value: &'v C::Value) -> Result<()>;
}

/// The cells of a record: made by `record!`.
pub trait Fields: Sized {
    /// The table.
    const DEF: &'static TableDef;
    /// Visits every cell in order.
    fn visit<'v>(&'v self, visitor: &mut impl Visit<'v>) -> Result<()>;
    /// Reads the row of [`Sql::select`].
    fn from_columns(columns: &mut Columns) -> Result<Self>;
}

/// A kind of record that the book holds. Only the store implements it.
pub trait Record: Fields {
    /// The type of its id.
    type Id: Copy;
    /// Its table.
    const TABLE: Table;
    /// Its id.
    fn id(&self) -> Self::Id;
    /// The plain id.
    fn uuid(id: Self::Id) -> Uuid;
}

/// Reads a record from a row of [`Sql::select`].
pub(crate) fn read<R: Record>(row: &Row) -> Result<R> {
    R::from_columns(&mut Columns::new(row, 0))
}

/// Makes a struct of the domain a record: the list of cells, once.
macro_rules! record {
    ($record:ident { id: $id:ident } in $table:ident $name:literal {
        $($field:ident: $codec:ty => [$($column:literal),+]),+ $(,)?
    }) => {
        impl $crate::record::Fields for $record {
            const DEF: &'static $crate::record::TableDef = &$crate::record::TableDef {
                table: $crate::record::Table::$table,
                name: $name,
                cells: &[$($crate::record::CellDef::of::<$codec>(stringify!($field), &[$($column),+])),+],
            };

            fn visit<'v>(&'v self, visitor: &mut impl $crate::record::Visit<'v>) -> $crate::error::Result<()> {
                let Self { id: _, $($field),+ } = self;
                $(visitor.cell::<$codec>($field)?;)+
                Ok(())
            }

            fn from_columns(columns: &mut $crate::codec::Columns) -> $crate::error::Result<Self> {
                Ok(Self {
                    id: $id(columns.uuid()?),
                    $($field: <$codec as $crate::codec::Codec>::take(columns)?),+
                })
            }
        }

        impl $crate::record::Record for $record {
            type Id = $id;
            const TABLE: $crate::record::Table = $crate::record::Table::$table;
            fn id(&self) -> $id {
                self.id
            }
            fn uuid(id: $id) -> uuid::Uuid {
                id.0
            }
        }
    };
}
pub(crate) use record;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn the_cells_are_the_columns_of_the_schema() {
        let store = Store::in_memory().unwrap();
        store
            .read::<_, crate::error::Error>(|reader| {
                for table in Table::ALL {
                    let sql = format!("SELECT name FROM pragma_table_info('{}')", table.name());
                    let mut statement = reader.conn.prepare(&sql)?;
                    let rows = statement.query_map([], |row| row.get(0))?;
                    let found = rows.collect::<rusqlite::Result<Vec<String>>>()?;
                    let mut expected = vec!["id", "uuid", "ver", "live", "born"];
                    expected.extend(table.def().columns());
                    assert_eq!(found, expected, "{}", table.name());
                    assert!(table.def().cells.len() < 63, "version records have room for 63 cells");
                }
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn a_stub_row_is_blank_in_every_cell() {
        struct NoKeys;
        impl Keys for NoKeys {
            fn key(&mut self, _: Table, _: Uuid) -> Result<i64> {
                panic!("a blank cell refers to nothing");
            }
        }
        let store = Store::in_memory().unwrap();
        store
            .read::<_, crate::error::Error>(|reader| {
                for table in Table::ALL {
                    let def = table.def();
                    for cell in def.cells {
                        let mut blank = Vec::new();
                        (cell.project)(None, &mut NoKeys, &mut blank)?;
                        for (column, value) in cell.columns.iter().zip(blank) {
                            let sql = format!(
                                "SELECT dflt_value FROM pragma_table_info('{}') WHERE name = '{column}'",
                                def.name
                            );
                            let default: Option<String> = reader.value(&sql, [])?;
                            let default = default.unwrap_or("NULL".to_owned());
                            // Sort keys put nameless rows last; hidden rows are in no list.
                            if column.ends_with("_key") {
                                continue;
                            }
                            let blank = match value {
                                Value::Null => "NULL".to_owned(),
                                Value::Integer(number) => number.to_string(),
                                Value::Text(text) => format!("'{text}'"),
                                other => panic!("{other:?}"),
                            };
                            assert_eq!(blank, default, "{}.{column}", def.name);
                        }
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}
