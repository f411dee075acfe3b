//! Search by folded name: the area's rows of `search_token`.

use sea_orm::ActiveValue::Set;
use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Cond, Query, SelectStatement};

use super::entity::beneficiary;
use crate::db::Db;
use crate::error::Result;
use crate::ids::BeneficiaryId;
use crate::page::{KeyKind, SortKey};
use crate::text::{QueryToken, query_tokens, tokens};

mod entity {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub area: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub weight: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{Column, Entity};

const AREA: &str = "beneficiary";
/// Rows per statement; SQLite binds at most 32,766 values, a row takes four.
const ROWS: usize = 4_000;

/// Writes the tokens of people that have none yet.
pub(super) async fn index(tx: &Db, people: &[(BeneficiaryId, Vec<String>)]) -> Result<()> {
    let mut rows = Vec::new();
    for (id, spellings) in people {
        for (token, weight) in tokens(&spellings.join("\n")) {
            rows.push(entity::ActiveModel {
                area: Set(AREA.into()),
                token: Set(token),
                record_id: Set(id.0),
                weight: Set(weight),
            });
        }
    }
    for rows in rows.chunks(ROWS) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the tokens of a person anew.
pub(super) async fn reindex(tx: &Db, id: BeneficiaryId, spellings: Vec<String>) -> Result<()> {
    Entity::delete_many().filter(Column::RecordId.eq(id.0)).filter(Column::Area.eq(AREA)).exec(tx).await?;
    index(tx, &[(id, spellings)]).await
}

/// Narrows a select to those in whose names every word of `text` stands, and gives the order of the hits.
pub(super) fn narrow(select: Select<beneficiary::Entity>, text: &str) -> (Select<beneficiary::Entity>, Vec<SortKey>) {
    let words = query_tokens(text);
    let none = Cond::any().add(Expr::cust("1 = 0"));
    let named = words.iter().fold(Cond::all(), |all, word| all.add(beneficiary::Column::Id.in_subquery(holders(word))));
    let by_id = SortKey::new(beneficiary::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Asc);
    (select.filter(if words.is_empty() { none } else { named }), vec![by_id])
}

fn holders(word: &QueryToken) -> SelectStatement {
    let mut forms = Cond::any().add(Column::Token.is_in(word.exact.iter().map(String::as_str)));
    if let Some(prefix) = &word.prefix {
        forms = forms.add(
            Cond::all().add(Column::Token.gte(prefix.as_str())).add(Column::Token.lt(format!("{prefix}\u{10ffff}"))),
        );
    }
    Query::select().column(Column::RecordId).from(Entity).cond_where(Column::Area.eq(AREA)).cond_where(forms).to_owned()
}
