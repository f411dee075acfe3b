//! Figures over contacts: charts, and the same numbers as tables and files.

use chrono::{Months, NaiveDate};

use crate::web::{Action, Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] = &[Page::desk("/desk/figures", "Figures", "desk/figures.html")
    .taking(&[MONTHS, CHANNELS, SERVICES, REASONS, DEPARTMENTS])
    .with(&[("from", a_year_ago), ("to", this_month)])];

pub(super) const ACTIONS: &[Action] = &[];

const COUNT: Column = Column { words: "figures-contacts", value: "contacts", kind: Kind::Whole };

const MONTHS: Export =
    Export { list: "months", columns: &[Column { words: "figures-month", value: "month", kind: Kind::Text }, COUNT] };
const CHANNELS: Export = Export {
    list: "channels",
    columns: &[Column { words: "contact-channel", value: "channel", kind: Kind::Term("ChannelKind") }, COUNT],
};
const SERVICES: Export = Export {
    list: "services",
    columns: &[
        Column { words: "service-code", value: "service.code", kind: Kind::Text },
        Column { words: "service-name", value: "service.name.text", kind: Kind::Text },
        COUNT,
    ],
};
const REASONS: Export = Export {
    list: "reasons",
    columns: &[Column { words: "contact-reason", value: "reason.current.name.text", kind: Kind::Text }, COUNT],
};
const DEPARTMENTS: Export = Export {
    list: "byDepartment",
    columns: &[Column { words: "department", value: "department.name.text", kind: Kind::Text }, COUNT],
};

fn this_month(today: NaiveDate) -> String {
    today.format("%Y-%m").to_string()
}

fn a_year_ago(today: NaiveDate) -> String {
    this_month(today.checked_sub_months(Months::new(11)).unwrap_or(today))
}
