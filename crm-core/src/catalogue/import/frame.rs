//! Departments and categories that a file names: found among those kept, or made on the way.

use std::collections::{BTreeMap, HashMap};

use super::mapping::{Code, Mapping};
use super::plan::{Named, Plan};
use crate::catalogue::{Reference, categories, departments};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CategoryId, DepartmentId};
use crate::op::OpContext;
use crate::rule::Rule;
use crate::text::{LanguageTag, LocalizedText, fold};

/// Ids of what a plan names.
pub(super) struct Frame {
    /// Owners by the plan's keys.
    pub departments: HashMap<String, DepartmentId>,
    /// The owner of what names none.
    pub default: Option<DepartmentId>,
    /// Categories by code.
    pub categories: HashMap<String, CategoryId>,
    pub departments_new: u64,
    pub categories_new: u64,
}

/// Finds what the plan names and makes the rest, where the mapping has it made; what is then still not there is missing.
pub(super) async fn prepare(tx: &Db, op: &OpContext, mapping: &Mapping, plan: &Plan) -> Result<Frame> {
    let reference = tx.reference().await?;
    let default = mapping.department.default.as_ref().map(|code| owner(&reference, code)).transpose()?;
    let (departments, departments_new) = if mapping.department.existing {
        let kept = reference.departments().iter().map(|row| (row.id, row.code.as_str(), &row.name));
        (among(kept, &plan.departments), 0)
    } else {
        owners(tx, op, mapping, &plan.departments).await?
    };
    let (mut ids, mut made) = (HashMap::new(), Vec::new());
    if mapping.categories.as_ref().is_some_and(|categories| categories.existing) {
        let kept = reference.categories().map(|row| (row.id, row.code.as_str(), &row.name));
        ids = among(kept, &plan.categories);
    } else {
        for (code, Named { name, .. }) in &plan.categories {
            let id = reference.category_by_code(code).map(|category| category.id);
            let id = id.unwrap_or_else(|| {
                let id: CategoryId = op.new_id();
                made.push((id, code.clone(), name.clone()));
                id
            });
            ids.insert(code.clone(), id);
        }
    }
    let categories_new = made.len() as u64;
    categories::create_many(tx, op, made).await?;
    Ok(Frame { departments, default, categories: ids, departments_new, categories_new })
}

/// Finds what is named, by code or by name in any language, among the records that are kept.
fn among<'a, I: Copy>(
    kept: impl Iterator<Item = (I, &'a str, &'a LocalizedText)>,
    named: &BTreeMap<String, Named>,
) -> HashMap<String, I> {
    let (mut by_code, mut by_name) = (HashMap::new(), HashMap::new());
    for (id, code, name) in kept {
        by_code.insert(fold(code), id);
        for (_, text) in name.iter() {
            by_name.entry(fold(text)).or_insert(id);
        }
    }
    let find = |text: &str| by_code.get(&fold(text)).or_else(|| by_name.get(&fold(text))).copied();
    named.iter().filter_map(|(key, named)| Some((key.clone(), find(&named.code)?))).collect()
}

fn owner(reference: &Reference, code: &Code) -> Result<DepartmentId> {
    let found = reference.department_by_code(code.as_str());
    found.map(|department| department.id).ok_or_else(|| Error::invalid("department.default", Rule::Unknown))
}

/// A department is known by its code. Where the file has no key column it is also known by its name,
/// so that one which is kept under a code of its own is found.
async fn owners(
    tx: &Db,
    op: &OpContext,
    mapping: &Mapping,
    named: &BTreeMap<String, Named>,
) -> Result<(HashMap<String, DepartmentId>, u64)> {
    let reference = tx.reference().await?;
    let kept = reference.departments();
    let mut by_code: HashMap<&str, DepartmentId> = kept.iter().map(|row| (row.code.as_str(), row.id)).collect();
    let mut by_name: HashMap<(&LanguageTag, String), DepartmentId> = HashMap::new();
    for row in kept {
        for (language, text) in row.name.iter() {
            by_name.entry((language, fold(text))).or_insert(row.id);
        }
    }
    let (mut ids, mut made) = (HashMap::new(), Vec::new());
    for (key, Named { code, name, by_code: keyed }) in named {
        let known = by_code.get(code.as_str()).copied();
        let language = mapping.language();
        let alike = || by_name.get(&(language, fold(name.exact(language).unwrap_or_default()))).copied();
        let id = known.or_else(|| if *keyed { None } else { alike() }).unwrap_or_else(|| {
            let id: DepartmentId = op.new_id();
            made.push((id, mapping.department.kind, code.clone(), name.clone()));
            by_code.insert(code, id);
            id
        });
        ids.insert(key.clone(), id);
    }
    let count = made.len() as u64;
    departments::create_many(tx, op, made).await?;
    Ok((ids, count))
}
