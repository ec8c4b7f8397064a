//! Settings, the owner, and the first run.

use corong_domain::history::Act;
use corong_domain::ids::SalespersonId;
use corong_domain::money::is_currency;
use corong_domain::problem::{Problem, Rule};
use corong_domain::salesperson::{Salesperson, prefix_from_name};
use corong_domain::settings::Settings;

use crate::error::BookError;
use crate::save::line;
use crate::views::{BookStatus, OwnerEdit, StartRequest};
use crate::write::Book;

impl Book {
    /// Saves all settings.
    ///
    /// # Errors
    /// A setting has a problem; the book cannot be written.
    pub fn settings_save(&self, settings: &Settings) -> Result<Settings, BookError> {
        let settings = Settings { text_size: settings.text_size.clamp(90, 150), ..settings.clone() };
        let problems = problems(&settings.currency, &settings.region);
        if !problems.is_empty() {
            return Err(BookError::Invalid(problems));
        }
        self.store.save_settings(&settings)?;
        self.remember_settings(&settings);
        self.tell(&["settings".to_owned()]);
        Ok(settings)
    }

    /// Completes the first-run page: owner, language, currency, phone region; with the demo event when asked.
    ///
    /// # Errors
    /// A field has a problem; the book cannot be written.
    pub fn book_start(&self, request: &StartRequest) -> Result<BookStatus, BookError> {
        let mut problems = problems(&request.currency, &request.region);
        let name = line(&request.name);
        if name.is_empty() {
            problems.push(Problem::new("name", Rule::Required));
        }
        if !problems.is_empty() {
            return Err(BookError::Invalid(problems));
        }
        let settings = Settings {
            language: request.language,
            own_company: line(&request.company),
            currency: request.currency.clone(),
            region: request.region.clone(),
            utc_offset_minutes: request.utc_offset_minutes,
            ..self.settings()
        };
        self.store.save_settings(&settings)?;
        self.remember_settings(&settings);
        let company = line(&request.company);
        let edit = OwnerEdit { name, prefix: String::new(), email: String::new(), phone: String::new(), company };
        let status = self.owner_save(&edit)?;
        if request.demo {
            self.demo_load()?;
            return self.book_status();
        }
        Ok(status)
    }

    /// Changes the owner's own data.
    ///
    /// # Errors
    /// The name is empty; the book cannot be written.
    pub fn owner_save(&self, edit: &OwnerEdit) -> Result<BookStatus, BookError> {
        let name = line(&edit.name);
        if name.is_empty() {
            return Err(BookError::Invalid(vec![Problem::new("name", Rule::Required)]));
        }
        let prefix = line(&edit.prefix).to_uppercase();
        let prefix = if prefix.is_empty() { prefix_from_name(&name) } else { prefix.chars().take(4).collect() };
        let changed = self.write(Act::SalespersonSaved, |tx, moment| {
            let before = match moment.settings.owner_id {
                Some(id) => tx.get::<Salesperson>(id)?,
                None => None,
            };
            let owner = Salesperson {
                id: before.as_ref().map_or_else(|| SalespersonId(self.ids.next(moment.now)), |before| before.id),
                name,
                prefix,
                email: line(&edit.email),
                phone: line(&edit.phone),
                created_at: before.map_or(moment.now, |before| before.created_at),
            };
            tx.put(&owner)?;
            tx.about::<Salesperson>(owner.id);
            Ok(owner.id)
        })?;
        let settings = Settings { owner_id: Some(changed.value), own_company: line(&edit.company), ..self.settings() };
        self.settings_save(&settings)?;
        self.book_status()
    }
}

fn problems(currency: &str, region: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !is_currency(currency) {
        problems.push(Problem::new("currency", Rule::CurrencyUnknown));
    }
    if region.len() != 2 || !region.bytes().all(|byte| byte.is_ascii_uppercase()) {
        problems.push(Problem::new("region", Rule::Unknown));
    }
    problems
}
