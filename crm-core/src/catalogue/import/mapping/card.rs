//! The sections that fill a card.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Code, Coded, Headers, OneOrMany, Template, Texts};
use crate::catalogue::card::{
    AutomationLevel, ChannelKind, ClientKind, DeliveryMethod, OnlineAnswer, PaymentChannel, Residency, Scope,
    ServiceKind, StandardKind, TimeUnit,
};
use crate::catalogue::departments::DepartmentKind;
use crate::text::LanguageTag;
use crate::values::Currency;

/// The columns of the services file. Only `id` and `name` must be there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceColumns {
    /// The id in the mapping's scheme.
    pub id: Headers,
    /// The name.
    pub name: Texts,
    /// Other names.
    pub alternate_name: Option<Texts>,
    /// One sentence.
    pub summary: Option<Texts>,
    /// The full text.
    pub description: Option<Texts>,
    /// The main output.
    pub output: Option<Texts>,
    /// Informational, procedural or executive.
    pub kind: Option<Coded<ServiceKind>>,
    /// Internal, external or shared.
    pub scope: Option<Coded<Scope>>,
    /// Since when it is offered, in either calendar.
    pub launch_date: Option<Headers>,
    /// Numbers in further registers, by scheme.
    #[serde(default)]
    pub identifiers: BTreeMap<String, Headers>,
    /// The post that answers for it.
    pub accountable_post: Option<Texts>,
    /// The programme it belongs to.
    pub programme: Option<Texts>,
    /// Individuals, business, government.
    pub clients: Option<Coded<ClientKind>>,
    /// Citizens, residents, visitors.
    pub residency: Option<Coded<Residency>>,
    /// Where its takers live.
    pub area_served: Option<Texts>,
    /// Who is entitled.
    pub eligibility: Option<Texts>,
    /// Conditions, one text each.
    pub conditions: Option<Listed>,
    /// Required documents, one name each.
    pub documents: Option<Listed>,
    /// Steps, one action each.
    pub steps: Option<Listed>,
    /// How to complain.
    pub complaint_path: Option<Texts>,
    /// How the output reaches the beneficiary.
    pub delivery_methods: Option<Coded<DeliveryMethod>>,
    /// How far it is automated.
    pub automation: Option<Coded<AutomationLevel>>,
    /// What it costs.
    pub fee: Option<Amounts>,
    /// How fees are paid.
    pub payment_channels: Option<Coded<PaymentChannel>>,
    /// Within what time it is delivered.
    pub delivery_time: Option<DeliveryDays>,
    /// Where it is to be had.
    pub channels: Option<Coded<ChannelKind>>,
    /// Its page: becomes the address of the portal channel, where `channels` names it or is not given.
    pub link: Option<Texts>,
    /// Which of its acts are online.
    pub online: Option<OnlineColumns>,
    /// Whether the body works on it first.
    pub priority: Option<Flag>,
}

/// Texts of which one cell holds several.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The columns.
    pub column: Texts,
    /// What stands between two texts: a line end unless given.
    #[serde(default = "line_end")]
    pub separator: String,
}

fn line_end() -> String {
    "\n".into()
}

/// Whether something is so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// The column.
    pub column: Headers,
    /// What stands between codes, where it differs from the mapping's `list_separator`.
    pub separator: Option<String>,
    /// The codes that say yes.
    pub yes: OneOrMany<String>,
}

/// What a service costs: a yes/no column, an amount, or both, also in one column. An amount of 0 means free.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amounts {
    /// Whether a fee is charged.
    pub charged: Option<Coded<Charge>>,
    /// The amount.
    pub amount: Option<Headers>,
    /// The amount's currency; riyals unless given.
    #[serde(default = "Currency::riyal")]
    pub currency: Currency,
}

/// Whether a fee is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// Nothing is charged.
    Free,
    /// A fee is charged.
    Priced,
}

/// A delivery time as a number in a cell, such as `5` or `5 أيام`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryDays {
    /// The column.
    pub column: Headers,
    /// The unit of the number, where no column says another.
    pub unit: TimeUnit,
    /// The column of the unit.
    pub unit_in: Option<Coded<TimeUnit>>,
}

/// Columns of the six acts. `not_applicable` and `not_known` cells of the mapping keep their meaning.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineColumns {
    /// Code to answer, such as `Y = "yes"`.
    pub values: BTreeMap<String, OnlineAnswer>,
    /// Opening an account.
    pub account: Option<Headers>,
    /// Signing in.
    pub sign_in: Option<Headers>,
    /// Applying.
    pub application: Option<Headers>,
    /// Learning the decision.
    pub decision: Option<Headers>,
    /// Getting the output.
    pub delivery: Option<Headers>,
    /// Saying how it went.
    pub feedback: Option<Headers>,
}

/// Who owns the services. Departments are known by code where `column` gives a key, else by name; those that are not
/// kept yet are made on the way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departments {
    /// The key of the department.
    pub column: Option<Headers>,
    /// The look-up file that holds the names behind keys.
    pub lookup: Option<Spanned<String>>,
    /// The columns of the name.
    pub name: Option<Texts>,
    /// The code of a new department, from its key, else from its name.
    pub code: Template,
    /// What new departments are.
    #[serde(default = "unit")]
    pub kind: DepartmentKind,
    /// Whether the departments are those that are kept, by code or name: one that is not kept breaks its row.
    #[serde(default)]
    pub existing: bool,
    /// The code of a kept department that owns what names none.
    pub default: Option<Code>,
}

fn unit() -> DepartmentKind {
    DepartmentKind::Unit
}

impl Departments {
    /// Whether there is any way to find the owner.
    pub(super) fn is_told(&self) -> bool {
        self.name.is_some()
            || self.default.is_some()
            || (self.column.is_some() && (self.existing || self.lookup.is_some()))
    }
}

/// Another body, by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    /// The key of the body.
    pub column: Option<Headers>,
    /// The look-up file that holds the names behind keys.
    pub lookup: Option<Spanned<String>>,
    /// The columns of the name.
    pub name: Option<Texts>,
}

/// Categories by code, made on the way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Categories {
    /// The column.
    pub column: Headers,
    /// What stands between codes, where it differs from the mapping's `list_separator`.
    pub separator: Option<String>,
    /// The category's code here.
    pub code: Template,
    /// Whether the categories are those that are kept, by code or name: others are noted and left out.
    #[serde(default)]
    pub existing: bool,
    /// Names by code; a code without one is its own name.
    #[serde(default)]
    pub names: BTreeMap<String, BTreeMap<LanguageTag, String>>,
}

/// The columns of the standards file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    /// The service's id.
    pub service: Headers,
    /// The standard's id; it need not be unique.
    pub id: Option<Headers>,
    /// The standard.
    pub text: Texts,
    /// What it is about.
    pub kind: Option<Coded<StandardKind>>,
    /// The channel it is for.
    pub channel: Option<Coded<ChannelKind>>,
    /// The target: a share in percent, else a text.
    pub target: Option<Headers>,
    /// Whether the target is a share; without it, whatever reads as one is.
    pub target_is_share: Option<Flag>,
    /// Where it is published.
    pub link: Option<Texts>,
    /// Where results are published.
    pub results_link: Option<Texts>,
    /// Remarks.
    pub note: Option<Texts>,
    /// How many interactions met the target in the sheet's period.
    pub met: Option<Headers>,
    /// On how many that was measured.
    pub measured_on: Option<Headers>,
}

/// The columns of figures over the sheet's period. They are read where the sheet becomes a cycle of the inventory.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Measures {
    /// Different people and bodies served.
    pub beneficiaries: Option<Headers>,
    /// Requests.
    pub transactions: Counted,
    /// Contacts that asked.
    pub enquiries: Counted,
    /// Requests that were finished.
    pub completed: Option<Headers>,
    /// Complaints.
    pub complaints: Option<Headers>,
}

/// The columns of a number that is told as a whole, by channel, or both.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Counted {
    /// The whole.
    pub whole: Option<Headers>,
    /// By channel.
    pub channels: BTreeMap<ChannelKind, Headers>,
}
