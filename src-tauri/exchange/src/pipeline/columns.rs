//! Which column is what, by its name.

use std::collections::BTreeMap;

use super::{Column, PipelineMap, SheetKind};
use crate::days::DayForm;
use crate::sheet::{Sheet, SheetRow};

/// What programs call the columns; a name of an earlier meaning is taken first.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Id,
        &["opportunity id", "deal id", "record id", "opportunity number", "deal number", "id peluang", "id", "no"],
    ),
    (Column::Title, &["opportunity name", "deal name", "opportunity", "deal", "title", "subject", "nama peluang"]),
    (
        Column::Owner,
        &[
            "sales agent",
            "salesperson",
            "sales rep",
            "sales representative",
            "opportunity owner",
            "deal owner",
            "owner",
            "owner name",
            "assigned to",
            "rep",
            "tenaga penjual",
            "penjual",
            "nama sales",
        ],
    ),
    (Column::Product, &["product", "product name", "products", "item", "produk", "nama produk"]),
    (
        Column::Account,
        &[
            "account",
            "account name",
            "company",
            "company name",
            "customer",
            "customer name",
            "organization",
            "organisation",
            "associated company",
            "client",
            "perusahaan",
            "nama perusahaan",
            "pelanggan",
        ],
    ),
    (
        Column::Contact,
        &["contact", "contact name", "primary contact", "associated contact", "person", "kontak", "nama kontak"],
    ),
    (
        Column::Stage,
        &[
            "deal stage",
            "stage",
            "sales stage",
            "stage name",
            "opportunity stage",
            "status",
            "outcome",
            "tahap",
            "hasil",
        ],
    ),
    (
        Column::Opened,
        &[
            "engage date",
            "engaged date",
            "created date",
            "create date",
            "created on",
            "created at",
            "created",
            "open date",
            "opened",
            "opened on",
            "start date",
            "date opened",
            "tanggal mulai",
            "tanggal dibuat",
        ],
    ),
    (
        Column::Closed,
        &[
            "close date",
            "closed date",
            "date closed",
            "closed on",
            "closed at",
            "closed",
            "actual close date",
            "end date",
            "tanggal tutup",
            "tanggal selesai",
        ],
    ),
    (
        Column::Amount,
        &["close value", "amount", "deal value", "deal amount", "value", "opportunity amount", "nilai", "jumlah"],
    ),
    (Column::Currency, &["currency", "currency code", "mata uang"]),
    (Column::Reason, &["loss reason", "lost reason", "closed lost reason", "reason lost", "reason", "alasan"]),
    (Column::Sector, &["sector", "industry", "branch", "line of business", "sektor", "industri", "bidang usaha"]),
    (Column::Website, &["website", "domain", "web", "url", "company domain name", "situs"]),
    (Column::Price, &["sales price", "price", "unit price", "list price", "harga"]),
    (Column::Team, &["manager", "regional office", "team", "office", "region", "supervisor", "manajer", "kantor"]),
];

/// Why a sheet cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The header belongs to no kind of sheet.
    Unknown,
    /// The map names a column that the sheet has not.
    NoColumn(String),
    /// A column of dates has a value that is none, or dates of several forms.
    NotDates(String),
}

/// The columns of a sheet.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What the sheet lists.
    pub kind: SheetKind,
    places: BTreeMap<Column, usize>,
    /// Columns without a meaning of their own, with their names.
    pub(super) others: Vec<(usize, String)>,
    opened: Option<DayForm>,
    closed: Option<DayForm>,
}

impl Layout {
    /// Finds the columns of a sheet; what the map says counts more than a name.
    ///
    /// # Errors
    /// The header belongs to no kind of sheet, the map names a column that is not there, or a column of dates holds none.
    pub fn of(sheet: &Sheet, map: &PipelineMap) -> Result<Self, Unfit> {
        let header: Vec<String> = sheet.header().iter().map(|name| plain(name)).collect();
        let mut places = BTreeMap::new();
        for (column, name) in &map.columns {
            match header.iter().position(|found| *found == plain(name)) {
                Some(place) => places.insert(*column, place),
                // A map may serve several sheets; only a sheet that it names must have its columns.
                None if map.kind.is_some() => return Err(Unfit::NoColumn(name.clone())),
                None => None,
            };
        }
        for (column, names) in NAMES {
            if places.contains_key(column) {
                continue;
            }
            let found = names.iter().find_map(|name| header.iter().position(|found| found == name));
            if let Some(place) = found.filter(|place| !places.values().any(|taken| taken == place)) {
                places.insert(*column, place);
            }
        }
        let kind = map.kind.or_else(|| kind_of(&places)).ok_or(Unfit::Unknown)?;
        let others = sheet.header().iter().cloned().enumerate();
        let others = others.filter(|(place, name)| !name.is_empty() && !places.values().any(|taken| taken == place));
        let mut layout = Self { kind, others: others.collect(), places, opened: None, closed: None };
        if kind == SheetKind::Opportunities {
            layout.opened = layout.days(sheet, Column::Opened, map)?;
            layout.closed = layout.days(sheet, Column::Closed, map)?;
        }
        Ok(layout)
    }

    fn days(&self, sheet: &Sheet, column: Column, map: &PipelineMap) -> Result<Option<DayForm>, Unfit> {
        let Some(&place) = self.places.get(&column) else { return Ok(None) };
        if let Some(pattern) = &map.date_format {
            return Ok(Some(DayForm::named(pattern)));
        }
        let rows: Vec<SheetRow> = sheet.rows().flatten().collect();
        let values = rows.iter().map(|row| row.cell(place));
        match DayForm::of(values.clone()) {
            Some(form) => Ok(Some(form)),
            None if values.clone().all(str::is_empty) => Ok(None),
            None => Err(Unfit::NotDates(sheet.header().get(place).cloned().unwrap_or_default())),
        }
    }

    /// Whether the sheet has a column of this meaning.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }

    /// The text of a column in a row; empty where the sheet has no such column.
    pub(super) fn text<'r>(&self, row: &'r SheetRow, column: Column) -> &'r str {
        self.places.get(&column).map_or("", |&place| row.cell(place))
    }

    pub(super) fn opened(&self) -> Option<&DayForm> {
        self.opened.as_ref()
    }

    pub(super) fn closed(&self) -> Option<&DayForm> {
        self.closed.as_ref()
    }
}

/// A name in small letters, with one space where there is anything but letters and digits.
fn plain(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A stage makes opportunities; a price without one makes products; a leader or office beside a salesperson makes a team;
/// anything else with companies makes accounts.
fn kind_of(places: &BTreeMap<Column, usize>) -> Option<SheetKind> {
    let has = |column| places.contains_key(&column);
    if has(Column::Stage) && (has(Column::Id) || has(Column::Account) || has(Column::Contact)) {
        Some(SheetKind::Opportunities)
    } else if has(Column::Product) && has(Column::Price) {
        Some(SheetKind::Products)
    } else if has(Column::Owner) && !has(Column::Account) {
        Some(SheetKind::Team)
    } else if has(Column::Account) && !has(Column::Opened) {
        Some(SheetKind::Accounts)
    } else {
        None
    }
}
