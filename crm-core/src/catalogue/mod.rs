//! The catalogue of services (دليل الخدمات) and the frame it stands in.

mod reference;
mod structure;

pub use reference::Reference;
pub use structure::{categories, departments, organizations, sites, tags};
