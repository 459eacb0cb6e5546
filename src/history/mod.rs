//! The `SQLite` history: what was screened, redacted, and found again.

mod error;
mod incident;
mod open;
mod query;
mod store;

pub use error::HistoryError;
pub use incident::{Incident, IncidentLine, NewIncident};
pub use query::Filter;
pub use store::Store;
