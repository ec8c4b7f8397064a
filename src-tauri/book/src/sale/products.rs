//! The price list, exchange rates and salespeople.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use corong_domain::history::Act;
use corong_domain::ids::{ProductId, SalespersonId};
use corong_domain::money::is_currency;
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::number::is_prefix;
use corong_domain::sale::product::{Product, ProductDraft};
use corong_domain::sale::rate::{Rate, RateRow};
use corong_domain::salesperson::{Salesperson, prefix_from_name};
use corong_domain::text::fold;
use corong_exchange::products::{read_products, write_products};
use corong_store::{Reader, Tx};

use super::records::rates;
use crate::error::BookError;
use crate::export::{denied, file_name, write_whole};
use crate::fill::day;
use crate::find::Named;
use crate::import::MAX_FILE_MIB;
use crate::save::line;
use crate::views::{Changed, ExportDone, PriceListProblem, PriceListRead, RateDraft, SalespersonDraft};
use crate::write::{Book, Moment};

impl Book {
    /// The price list by name; also what is no longer offered when `all`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn products_list(&self, all: bool) -> Result<Vec<Product>, BookError> {
        self.store.read(|reader| {
            let mut products: Vec<Product> = reader.all()?;
            products.retain(|product| all || !product.off);
            products.sort_by_key(|product| (fold(&product.name), product.id));
            Ok(products)
        })
    }

    /// The product that a text names: by code, by exact name, by id or a part of it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn product_named(&self, text: &str) -> Result<Named<ProductId>, BookError> {
        self.store.read(|reader| {
            let products: Vec<Product> = reader.all()?;
            let wanted = fold(text);
            let by = |key: fn(&Product) -> &String| -> Vec<ProductId> {
                let fits = |product: &&Product| !product.off && !wanted.is_empty() && fold(key(product)) == wanted;
                products.iter().filter(fits).map(|product| product.id).collect()
            };
            for found in [by(|product| &product.code), by(|product| &product.name)] {
                if !found.is_empty() {
                    return Ok(Named::of(found));
                }
            }
            crate::find::by_id(text, || Ok(products.iter().map(|one| one.id.0).collect()))
                .map(|named| named.map(ProductId))
        })
    }

    /// Enters or changes a product. Offers that name it stay as they are.
    ///
    /// # Errors
    /// The draft has problems; the product is not there; the book cannot be written.
    pub fn product_save(&self, draft: &ProductDraft) -> Result<Changed<Product>, BookError> {
        self.write(Act::ProductSaved, |tx, moment| {
            let before = match draft.id {
                Some(id) => Some(tx.get::<Product>(id)?.ok_or(BookError::NotFound { what: "product" })?),
                None => None,
            };
            let product = self.product_of(moment, draft, before.as_ref())?;
            tx.put(&product)?;
            tx.about::<Product>(product.id);
            Ok(product)
        })
    }

    fn product_of(
        &self,
        moment: &Moment,
        draft: &ProductDraft,
        before: Option<&Product>,
    ) -> Result<Product, BookError> {
        let (price, tax) = draft.parse(&moment.settings.currency).map_err(BookError::Invalid)?;
        Ok(Product {
            id: before.map_or_else(|| ProductId(self.ids.next(moment.now)), |before| before.id),
            name: line(&draft.name),
            detail: line(&draft.detail),
            code: line(&draft.code),
            unit: line(&draft.unit),
            price: Some(price),
            tax,
            off: draft.off,
            created_at: before.map_or(moment.now, |before| before.created_at),
        })
    }

    /// Writes the price list as CSV; with the columns that reading one takes.
    ///
    /// # Errors
    /// The file cannot be written; the book cannot be read.
    pub fn products_export(&self, target: &Path) -> Result<ExportDone, BookError> {
        let products = self.products_list(true)?;
        let name = file_name(target);
        write_whole(target, |out| write_products(out, &products)).map_err(|error| denied(error, &name))?;
        Ok(ExportDone { file: name, records: u32::try_from(products.len()).unwrap_or(u32::MAX) })
    }

    /// Reads a price list from CSV as one change: a product with the same code, or without codes the same name, is
    /// changed, the others are new. Rows with problems are left out and named.
    ///
    /// # Errors
    /// The file cannot be read; it has no column for the name; the book cannot be written.
    pub fn products_import(&self, source: &Path) -> Result<Changed<PriceListRead>, BookError> {
        let name = file_name(source);
        let limit = u64::from(MAX_FILE_MIB) << 20;
        let unreadable = || BookError::FileUnreadable { file: name.clone() };
        let file = File::open(source).map_err(|_| unreadable())?;
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| unreadable())?;
        if bytes.len() as u64 > limit {
            return Err(BookError::FileTooLarge { file: name, limit: MAX_FILE_MIB });
        }
        let rows = read_products(bytes).map_err(|_| BookError::FileForeign { file: name.clone() })?;
        self.write(Act::ProductsImported, |tx, moment| {
            let mut report = PriceListRead {
                file: name,
                read: u32::try_from(rows.len()).unwrap_or(u32::MAX),
                created: 0,
                updated: 0,
                skipped: 0,
                refused: Vec::new(),
            };
            let mut known: Vec<Product> = tx.all()?;
            for (row, draft) in &rows {
                self.take_row(tx, moment, *row, draft, &mut known, &mut report)?;
            }
            Ok(report)
        })
    }

    fn take_row(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        row: u32,
        draft: &ProductDraft,
        known: &mut Vec<Product>,
        report: &mut PriceListRead,
    ) -> Result<(), BookError> {
        let (code, name) = (fold(&draft.code), fold(&draft.name));
        let same = |one: &&mut Product| {
            if code.is_empty() { fold(&one.name) == name } else { fold(&one.code) == code }
        };
        let before = known.iter_mut().find(same);
        match self.product_of(moment, draft, before.as_deref()) {
            Ok(product) => {
                let counter = if before.is_some() { &mut report.updated } else { &mut report.created };
                if tx.put(&product)? {
                    *counter += 1;
                } else {
                    report.skipped += 1;
                }
                match before {
                    Some(slot) => *slot = product,
                    None => known.push(product),
                }
                Ok(())
            }
            Err(BookError::Invalid(problems)) => {
                report.refused.push(PriceListProblem { row, problems });
                Ok(())
            }
            Err(other) => Err(other),
        }
    }

    /// Enters an exchange rate for a day.
    ///
    /// # Errors
    /// A field has a problem; the book cannot be written.
    pub fn rate_save(&self, draft: &RateDraft) -> Result<Changed<Rate>, BookError> {
        self.write(Act::RateSaved, |tx, moment| {
            let mut problems = Vec::new();
            let to = if draft.to.trim().is_empty() { &moment.settings.currency } else { &draft.to };
            for (field, code) in [("from", &draft.from), ("to", to)] {
                if !is_currency(code) {
                    problems.push(Problem::new(field, Rule::CurrencyUnknown));
                }
            }
            let on = day("on", &draft.on, &mut problems).unwrap_or_else(|| moment.today());
            let rate = Rate::parse(&draft.from, to, &draft.number, on);
            let Some(rate) = rate.filter(|_| problems.is_empty()) else {
                if problems.is_empty() {
                    problems.push(Problem::new("number", Rule::NumberShape));
                }
                return Err(BookError::Invalid(problems).into());
            };
            tx.put(&RateRow { id: rate.id(), rate: Some(rate.clone()) })?;
            Ok(rate)
        })
    }

    /// The exchange rates, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn rates_list(&self) -> Result<Vec<Rate>, BookError> {
        let mut found = self.store.read(rates)?;
        found.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
        Ok(found)
    }

    /// The salespeople, in the order in which they were entered.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn salespeople_list(&self) -> Result<Vec<Salesperson>, BookError> {
        self.store.read(|reader| {
            let mut people: Vec<Salesperson> = reader.all()?;
            people.sort_by_key(|one| (one.created_at, one.id));
            Ok(people)
        })
    }

    /// The salesperson that a text names: by exact name or prefix, by id or a part of it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn salesperson_named(&self, text: &str) -> Result<Named<SalespersonId>, BookError> {
        self.store.read(|reader| {
            let people: Vec<Salesperson> = reader.all()?;
            let wanted = fold(text);
            let same = |one: &&Salesperson| fold(&one.name) == wanted || fold(&one.prefix) == wanted;
            let found: Vec<SalespersonId> = people.iter().filter(same).map(|one| one.id).collect();
            if !found.is_empty() {
                return Ok(Named::of(found));
            }
            crate::find::by_id(text, || Ok(people.iter().map(|one| one.id.0).collect()))
                .map(|named| named.map(SalespersonId))
        })
    }

    /// Enters a salesperson.
    ///
    /// # Errors
    /// The name is empty; the prefix has another form or is taken; the book cannot be written.
    pub fn salesperson_add(&self, draft: &SalespersonDraft) -> Result<Changed<Salesperson>, BookError> {
        let name = line(&draft.name);
        let mut problems = Vec::new();
        if name.is_empty() {
            problems.push(Problem::new("name", Rule::Required));
        }
        let typed = line(&draft.prefix).to_uppercase();
        if !typed.is_empty() && !is_prefix(&typed) {
            problems.push(Problem::new("prefix", Rule::NumberShape));
        }
        if !problems.is_empty() {
            return Err(BookError::Invalid(problems));
        }
        self.write(Act::SalespersonSaved, |tx, moment| {
            let prefix = if typed.is_empty() { free_prefix(tx, &name)? } else { typed };
            if tx.all::<Salesperson>()?.iter().any(|one| one.prefix == prefix) {
                return Err(BookError::sale(SaleRefusal::PrefixTaken(prefix)).into());
            }
            let person = Salesperson {
                id: SalespersonId(self.ids.next(moment.now)),
                name,
                prefix,
                email: String::new(),
                phone: String::new(),
                created_at: moment.now,
            };
            tx.put(&person)?;
            tx.about::<Salesperson>(person.id);
            Ok(person)
        })
    }
}

/// A prefix from the name that nobody has: with another letter at its end where it is taken.
fn free_prefix(reader: &Reader<'_>, name: &str) -> Result<String, BookError> {
    let people: Vec<Salesperson> = reader.all()?;
    let wanted = prefix_from_name(name);
    let longer = ('A'..='Z').map(|letter| format!("{wanted}{letter}"));
    let free = std::iter::once(wanted.clone()).chain(longer).find(|it| people.iter().all(|one| one.prefix != *it));
    Ok(free.unwrap_or(wanted))
}
