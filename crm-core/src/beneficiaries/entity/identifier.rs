//! An identifier of a beneficiary, sealed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{BeneficiaryId, IdentifierId};
use crate::values::IdentifierKind;

/// Where the sealed value stands: bound to its cipher text.
pub const PLACE: &str = "beneficiary_identifier.sealed";
/// The domain of the blind index.
pub const INDEX: &str = "identifier";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "beneficiary_identifier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IdentifierId,
    pub beneficiary_id: BeneficiaryId,
    pub kind: IdentifierKind,
    pub issuer: Option<String>,
    pub sealed: Vec<u8>,
    pub blind: Vec<u8>,
    pub blind_key: i32,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub check_overridden: bool,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
