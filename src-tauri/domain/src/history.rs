//! What a change of the book was: the act, for history, undo and the words of the toast.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What was done. One act is one change of the log, however many rows it touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A card became a contact with an opportunity.
    ContactCaptured,
    /// Fields of a contact were changed.
    ContactEdited,
    /// A contact was deleted.
    ContactDeleted,
    /// Contacts were merged.
    ContactsMerged,
    /// A file of contacts was imported.
    ContactsImported,
    /// An opportunity was opened.
    OpportunityOpened,
    /// An opportunity went to another stage.
    OpportunityMoved,
    /// An opportunity was parked, disqualified, lost, returned, reopened or voided.
    StatusChanged,
    /// Credit or interest was set.
    FactSet,
    /// A gate item was answered.
    ItemAnswered,
    /// Value, need, source or another field of an opportunity was changed.
    OpportunityEdited,
    /// Something was planned.
    ActivityPlanned,
    /// Something planned was changed or put off.
    ActivityEdited,
    /// Something was done.
    ActivityDone,
    /// A note was written.
    NoteAdded,
    /// An event was entered or changed.
    EventSaved,
    /// A company was changed.
    CompanyEdited,
    /// A salesperson was entered or changed.
    SalespersonSaved,
    /// A funnel was changed.
    FunnelEdited,
    /// The demo event was loaded.
    DemoLoaded,
    /// The demo event was removed.
    DemoRemoved,
    /// An earlier change was undone.
    Undone,
    /// A product was entered or changed.
    ProductSaved,
    /// A price list was read from a file.
    ProductsImported,
    /// An offer was begun.
    OfferBegun,
    /// A draft of an offer was changed.
    OfferEdited,
    /// A new revision of an offer was begun.
    OfferRevised,
    /// An offer went out.
    OfferSent,
    /// An offer was accepted.
    OfferAccepted,
    /// An offer was rejected.
    OfferRejected,
    /// An offer was taken back.
    OfferWithdrawn,
    /// A document of an offer was made.
    OfferDocumented,
    /// Permission to submit an offer was given.
    PermissionGiven,
    /// Terms were entered.
    TermsAdded,
    /// Terms were accepted.
    TermsAccepted,
    /// An order was placed.
    OrderPlaced,
    /// An order was confirmed.
    OrderConfirmed,
    /// An order was cancelled, whole or in part.
    OrderCancelled,
    /// The parts of sale credit were set or corrected.
    SaleCreditSet,
    /// An exchange rate was entered.
    RateSaved,
}
