//! The registers that identifiers belong to.

use std::fmt;

use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;

/// Which register an identifier belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "snake_case")]
pub enum IdentifierKind {
    /// Saudi national id (رقم الهوية الوطنية): 10 digits, first 1, check digit.
    NationalId,
    /// Resident id (رقم الإقامة): 10 digits, first 2, check digit.
    ResidentId,
    /// Border number (رقم الحدود): 10 digits, first 3 or 4.
    BorderNumber,
    /// Identity number of another Gulf Cooperation Council state: 6-15 digits, with issuer.
    GccId,
    /// Passport: 5-15 Latin letters and digits, with issuer.
    Passport,
    /// Commercial register (السجل التجاري): 10 digits.
    CommercialRegister,
    /// Unified number of an establishment (الرقم الوطني الموحد): 10 digits, first 7.
    UnifiedNumber,
    /// Value added tax number (الرقم الضريبي): 15 digits, first and last 3.
    Vat,
}

impl IdentifierKind {
    /// Every kind, in the order in which people are asked.
    pub const ALL: [Self; 8] = [
        Self::NationalId,
        Self::ResidentId,
        Self::BorderNumber,
        Self::GccId,
        Self::Passport,
        Self::CommercialRegister,
        Self::UnifiedNumber,
        Self::Vat,
    ];

    /// The stable name, as stored and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::NationalId => "national_id",
            Self::ResidentId => "resident_id",
            Self::BorderNumber => "border_number",
            Self::GccId => "gcc_id",
            Self::Passport => "passport",
            Self::CommercialRegister => "commercial_register",
            Self::UnifiedNumber => "unified_number",
            Self::Vat => "vat",
        }
    }

    /// Reads a stable name. Broken: [`Rule::NotListed`].
    pub fn parse(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| Error::invalid("", Rule::NotListed))
    }

    /// Whether the number is unique only together with the state that issued it.
    pub fn needs_issuer(self) -> bool {
        matches!(self, Self::GccId | Self::Passport)
    }
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
