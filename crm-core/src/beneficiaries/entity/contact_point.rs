//! A contact point of a beneficiary: sealed, but for a national address.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::super::kinds::{ContactKind, ContactOwner, MessageClasses, VerifiedBy};
use crate::ids::{BeneficiaryId, ContactPointId};
use crate::values::NationalAddress;

/// Where the sealed value stands: bound to its cipher text.
pub const PLACE: &str = "beneficiary_contact_point.sealed";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "beneficiary_contact_point")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactPointId,
    pub beneficiary_id: BeneficiaryId,
    pub kind: ContactKind,
    pub belongs_to: ContactOwner,
    pub sealed: Option<Vec<u8>>,
    pub blind: Option<Vec<u8>>,
    pub blind_key: Option<i32>,
    #[sea_orm(column_type = "JsonBinary")]
    pub address: Option<NationalAddress>,
    pub network: Option<String>,
    pub verified_at: Option<DateTime<Utc>>,
    pub verified_by: Option<VerifiedBy>,
    #[sea_orm(column_type = "JsonBinary")]
    pub do_not_disturb: MessageClasses,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
