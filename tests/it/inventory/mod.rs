//! The periodic inventory over GraphQL.

mod canada;
mod cycle_moves;
pub mod cycles;
mod evidence;
mod findings;
mod item_pages;
mod kept;
mod mentions;
mod over;
mod pages;
pub mod plans;
mod processes;
mod recurrence;
mod reports;
mod second;
mod workbooks;

use crm_core::OpContext;
use crm_core::ids::DepartmentId;
use crm_core::op::{Actor, StaffActor};
use crm_core::policy::Role;
use serde_json::{Value, json};
use support::{Answer, People, TestDb, gql};

/// Those who take part in an inventory.
pub struct Actors {
    pub development: OpContext,
    pub secretary: OpContext,
    pub members: [OpContext; 2],
    pub head: OpContext,
    pub owner: OpContext,
    pub verifier: OpContext,
}

impl Actors {
    /// The development department, the committee, and the head, the editor and the verifier of one department.
    pub async fn settle(db: &TestDb, department: DepartmentId) -> Self {
        let staff = async |role, department| People::staff(db, role, department).await.op;
        Self {
            development: staff(Role::CatalogueManager, None).await,
            secretary: staff(Role::CommitteeSecretary, None).await,
            members: [staff(Role::CommitteeMember, None).await, staff(Role::CommitteeMember, None).await],
            head: staff(Role::DepartmentHead, Some(department)).await,
            owner: staff(Role::DepartmentEditor, Some(department)).await,
            verifier: staff(Role::Verifier, Some(department)).await,
        }
    }

    pub fn all(&self) -> [(&'static str, &OpContext); 7] {
        [
            ("development", &self.development),
            ("secretary", &self.secretary),
            ("first member", &self.members[0]),
            ("second member", &self.members[1]),
            ("head", &self.head),
            ("owner", &self.owner),
            ("verifier", &self.verifier),
        ]
    }
}

/// The same person with the roles of another as well.
pub fn with_roles_of(one: &OpContext, other: &OpContext) -> OpContext {
    let (Actor::Staff(me), Actor::Staff(you)) = (&one.actor, &other.actor) else { panic!("not staff") };
    let grants = me.grants.iter().chain(you.grants.iter()).cloned().collect();
    OpContext::for_actor(Actor::Staff(StaffActor { id: me.id, grants }))
}

/// Carries a mutation out whose payload has `userErrors`.
pub async fn act(db: &TestDb, op: &OpContext, mutation: &str, ty: &str, input: Value, selection: &str) -> Answer {
    let document = format!(
        "mutation($input: {ty}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code path rule }} }} }}"
    );
    gql(db, op, &document, json!({ "input": input })).await
}

/// How a mutation ended: `done`, the code of the error, or the broken rule.
pub fn ended(answer: &Answer, mutation: &str) -> String {
    if let Some(code) = answer.codes().first() {
        return (*code).to_owned();
    }
    let error = answer.user_errors(mutation).first();
    let told = error.map(|error| if error["rule"].is_null() { error["code"].clone() } else { error["rule"].clone() });
    told.map_or("done".into(), |told| told.as_str().unwrap().to_owned())
}

/// A text in Arabic and English.
pub fn words(ar: &str, en: &str) -> Value {
    json!([{ "lang": "ar", "text": ar }, { "lang": "en", "text": en }])
}
