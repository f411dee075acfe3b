//! Who may do what, as a committed table.

mod fields;

use std::fmt::Write;

use crm_core::policy::{Permission, Role};

#[test]
fn the_table_of_roles_and_permissions_is_the_committed_one() {
    let mut table = String::new();
    for permission in Permission::ALL {
        write!(table, "{:<24}", permission.name()).unwrap();
        for role in Role::ALL {
            let mark = if role.permissions().contains(permission) { role.name() } else { "-" };
            write!(table, " {mark:<20}").unwrap();
        }
        let others = [
            ("anonymous", Permission::ANONYMOUS),
            ("integration", Permission::INTEGRATION),
            ("kiosk", Permission::KIOSK),
        ];
        for (name, list) in others {
            let mark = if list.contains(permission) { name } else { "-" };
            write!(table, " {mark:<12}").unwrap();
        }
        table.truncate(table.trim_end().len());
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

#[test]
fn no_role_lists_a_permission_twice() {
    for role in Role::ALL {
        let list = role.permissions();
        let distinct: std::collections::BTreeSet<_> = list.iter().collect();
        assert_eq!(list.len(), distinct.len(), "{}", role.name());
    }
}

#[test]
fn every_rule_speaks_both_languages() {
    for (code, arabic, english) in crm_core::rule::Rule::TABLE {
        assert!(arabic.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)), "{code}");
        assert!(!english.is_empty() && english.is_ascii(), "{code}");
        assert_eq!(arabic.matches("{}").count(), english.matches("{}").count(), "{code}");
    }
}
