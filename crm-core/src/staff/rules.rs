//! What a member of staff may do through another body's system.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ids::DepartmentId;
use crate::op::Grant;

/// A member's roles within the departments of an integration, whose topmost department is `top`.
///
/// Both must reach a department. Roles that act for the whole body are left out altogether: an integration never
/// reaches the whole body, so nobody runs the installation, reads the record or guards every person through one.
pub(super) fn narrow(grants: &[Grant], within: &BTreeSet<DepartmentId>, top: DepartmentId) -> Vec<Grant> {
    let both = |grant: &Grant| {
        let (department, reach) = match grant.department {
            None => (top, within.clone()),
            // Departments form a tree: when they share any, the smaller of the two subtrees lies in the other.
            Some(own) => {
                let shared = grant.reach.intersection(within).copied().collect();
                (if within.contains(&own) { own } else { top }, shared)
            }
        };
        let narrowed = Grant { role: grant.role, department: Some(department), reach: Arc::new(reach) };
        (!narrowed.reach.is_empty()).then_some(narrowed)
    };
    grants.iter().filter(|grant| !grant.role.is_body_wide()).filter_map(both).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::policy::Role;

    fn department(number: u128) -> DepartmentId {
        DepartmentId(Uuid::from_u128(number))
    }

    fn set(numbers: &[u128]) -> BTreeSet<DepartmentId> {
        numbers.iter().copied().map(department).collect()
    }

    /// The narrowed reach of a role held in the first of `reach`, none of it meaning the whole body, and where it
    /// then counts as held. The integration works for 2, with 3 and 4 below.
    fn narrowed(role: Role, reach: &[u128]) -> Option<(DepartmentId, BTreeSet<DepartmentId>)> {
        let held = reach.first().copied().map(department);
        let grant = Grant { role, department: held, reach: Arc::new(set(reach)) };
        let all = narrow(&[grant], &set(&[2, 3, 4]), department(2));
        all.first().map(|grant| (grant.department.unwrap(), grant.reach.as_ref().clone()))
    }

    #[test]
    fn a_role_reaches_what_both_reach() {
        assert_eq!(narrowed(Role::Agent, &[3]), Some((department(3), set(&[3]))));
        assert_eq!(narrowed(Role::Agent, &[1, 2, 3, 4, 5]), Some((department(2), set(&[2, 3, 4]))));
        assert_eq!(narrowed(Role::Agent, &[]), Some((department(2), set(&[2, 3, 4]))));
        assert_eq!(narrowed(Role::Agent, &[5]), None);
    }

    #[test]
    fn what_acts_for_the_whole_body_stays_outside() {
        for role in Role::ALL.iter().copied().filter(|role| role.is_body_wide()) {
            assert_eq!(narrowed(role, &[]), None, "{}", role.name());
            assert_eq!(narrowed(role, &[2, 3, 4]), None, "{}", role.name());
        }
    }
}
