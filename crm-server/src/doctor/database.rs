//! The database: whether it answers, fits this binary, is whole and well set up.

use chrono::TimeDelta;
use crm_core::Error;
use crm_core::db::{SchemaStatus, ServerFacts};

use super::say::{Finding, Part, both};
use crate::config::Config;

/// A running server numbers the record much sooner.
const SEALED_WITHIN: TimeDelta = TimeDelta::seconds(60);

pub(super) fn absent() -> Finding {
    Part::Database
        .green(both("لا توجد قاعدة بعد؛ ينشئها أول تشغيل.", "There is no database yet; the first start makes it."))
}

pub(super) fn reachable(config: &Config) -> Finding {
    let address = config.database_url.masked();
    Part::Database.green(both(format!("القاعدة {address} تجيب."), format!("{address} answers.")))
}

pub(super) fn unreachable(config: &Config, error: &Error) -> Finding {
    tracing::debug!(error = ?error, "the database cannot be inspected");
    let address = config.database_url.masked();
    let said =
        both(format!("القاعدة {address} لا تجيب أو لا تُفتح."), format!("{address} does not answer or cannot be opened."));
    let remedy = if config.database_url.sqlite_file().is_some() {
        both(
            "راجع أن الملف قاعدة SQLite وأن مستخدم الخدمة يقرؤه ويكتب فيه وفي مجلده، أو استعد نسخة احتياطية.",
            "See that the file is an SQLite database which the service's user may read and write, its folder too; or restore a backup.",
        )
    } else {
        both(
            "راجع أن الخادم يعمل وأن العنوان وكلمة المرور صحيحان: --database-url أو CRM_DATABASE_URL.",
            "See that the server runs and that address and password are right: --database-url or CRM_DATABASE_URL.",
        )
    };
    Part::Database.red(said, remedy)
}

/// The database answers, and a question to it failed.
pub(super) fn failed(error: &Error) -> Finding {
    tracing::debug!(error = ?error, "a question to the database failed");
    Part::Database.red(
        both("القاعدة تجيب لكن سؤالًا عن محتواها فشل.", "The database answers, but a question about its content failed."),
        both(
            "أعد الأمر بالخيار --log-level debug لترى السبب؛ قد تنقص صلاحية أو جدول.",
            "Repeat with --log-level debug to see why; a privilege or a table may be missing.",
        ),
    )
}

pub(super) fn schema(status: &SchemaStatus) -> Finding {
    match status {
        SchemaStatus::Current => Part::Schema.green(both("بنية الجداول محدّثة.", "The schema is up to date.")),
        SchemaStatus::Pending(names) => {
            let count = names.len();
            Part::Schema.yellow(
                both(format!("تنقص {count} من خطوات تحديث الجداول."), format!("{count} migration(s) are pending.")),
                both(
                    "ينفذها بدء التشغيل، أو الأمر: crm-server migrate up",
                    "The next start applies them, or: crm-server migrate up",
                ),
            )
        }
        SchemaStatus::Newer { applied } => Part::Schema.red(
            both(
                format!("كتب القاعدةَ إصدارٌ أحدث من هذا: فيها الخطوة {applied}."),
                format!("A newer version wrote the database: it has the migration {applied}."),
            ),
            both("شغّل ذلك الإصدار، أو استعد نسخة أُخذت قبله.", "Start that version, or restore a copy made before it."),
        ),
    }
}

pub(super) fn integrity(damage: Option<&str>) -> Finding {
    match damage {
        None => Part::Integrity.green(both("ملف القاعدة سليم.", "The database file is whole.")),
        Some(damage) => Part::Integrity.red(
            both(format!("ملف القاعدة تالف: {damage}."), format!("The database file is damaged: {damage}.")),
            both(
                "أوقف الخادم واحفظ الملف جانبًا ثم استعد آخر نسخة احتياطية.",
                "Stop the server, put the file aside, restore the last backup.",
            ),
        ),
    }
}

pub(super) fn server(facts: &ServerFacts, pool: u32) -> Finding {
    let ServerFacts { version, encoding, synchronous_commit, fsync, max_connections, is_replica } = facts;
    let setting = |ar: &str, en: &str, sql: &str| {
        let remedy = format!("{sql}; SELECT pg_reload_conf()");
        Part::Server.red(both(ar, en), both(remedy.clone(), remedy))
    };
    if *version < 140_000 {
        return Part::Server.red(
            both(
                format!("إصدار PostgreSQL ‏{} أقدم من 14.", version / 10_000),
                format!("PostgreSQL {} is older than 14.", version / 10_000),
            ),
            both("حدّث خادم PostgreSQL إلى 14 أو أحدث.", "Upgrade the PostgreSQL server to 14 or later."),
        );
    }
    if *is_replica {
        return Part::Server.red(
            both("هذا الخادم نسخة تابعة لا تقبل الكتابة.", "This server is a replica and takes no writes."),
            both("اجعل database.url عنوان الخادم الرئيس.", "Let database.url name the primary server."),
        );
    }
    if encoding != "UTF8" {
        return Part::Server.red(
            both(
                format!("ترميز القاعدة {encoding} وليس UTF8."),
                format!("The database's encoding is {encoding}, not UTF8."),
            ),
            both(
                "أنشئ القاعدة من جديد: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0",
                "Make the database anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0",
            ),
        );
    }
    if fsync == "off" {
        return setting(
            "الإعداد fsync متوقف: انقطاع الكهرباء يتلف القاعدة كلها.",
            "fsync is off: a power cut destroys the whole database.",
            "ALTER SYSTEM SET fsync = on",
        );
    }
    if synchronous_commit == "off" {
        return setting(
            "الإعداد synchronous_commit متوقف: قد يضيع عند الانقطاع ما أُجيب بأنه حُفظ.",
            "synchronous_commit is off: a crash loses writes that were acknowledged.",
            "ALTER SYSTEM SET synchronous_commit = on",
        );
    }
    let version = format!("{}.{}", version / 10_000, version % 10_000);
    let said = both(
        format!("PostgreSQL {version}، وإعداداته تحفظ ما يُكتب."),
        format!("PostgreSQL {version}, set up to keep what is written."),
    );
    if u32::try_from(*max_connections).is_ok_and(|most| pool + 3 > most) {
        return Part::Server.yellow(
            both(
                format!("الخادم يقبل {max_connections} اتصالًا، وهذه العملية وحدها قد تطلب {pool}."),
                format!("The server takes {max_connections} connections, and this process alone may want {pool}."),
            ),
            both(
                "صغّر --database-max-connections أو كبّر max_connections في الخادم.",
                "Lower --database-max-connections, or raise the server's max_connections.",
            ),
        );
    }
    Part::Server.green(said)
}

pub(super) fn search(lacking: i64) -> Finding {
    if lacking == 0 {
        return Part::Search.green(both(
            "الخدمات وأحدث المستفيدين في فهرس البحث.",
            "Services and the newest people are found by search.",
        ));
    }
    Part::Search.yellow(
        both(format!("{lacking} سجلًا لا يجده البحث."), format!("Search does not find {lacking} record(s).")),
        both("crm-server search rebuild", "crm-server search rebuild"),
    )
}

/// Rows of the record that wait for their number, and how long the oldest has waited.
pub(super) fn record(waiting: i64, since: Option<TimeDelta>) -> Finding {
    match since.filter(|since| *since > SEALED_WITHIN) {
        None => Part::Record.green(both("السجل مرقّم ومسلسل.", "The record is numbered and chained.")),
        Some(since) => {
            let minutes = since.num_minutes();
            Part::Record.yellow(
                both(
                    format!("{waiting} من قيود السجل بلا رقم، أقدمها منذ {minutes} دقيقة."),
                    format!("{waiting} row(s) of the record have no number, the oldest for {minutes} min."),
                ),
                both("يرقّمها الخادم وهو يعمل: شغّله.", "A running server numbers them: start it."),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::say::Light;
    use super::*;

    fn facts() -> ServerFacts {
        ServerFacts {
            version: 150_018,
            encoding: "UTF8".into(),
            synchronous_commit: "on".into(),
            fsync: "on".into(),
            max_connections: 100,
            is_replica: false,
        }
    }

    #[test]
    fn a_server_that_may_lose_writes_or_takes_none_is_red() {
        assert_eq!(server(&facts(), 10).light, Light::Green);
        assert_eq!(server(&ServerFacts { synchronous_commit: "local".into(), ..facts() }, 10).light, Light::Green);
        assert_eq!(server(&facts(), 98).light, Light::Yellow);
        for wrong in [
            ServerFacts { version: 130_011, ..facts() },
            ServerFacts { encoding: "SQL_ASCII".into(), ..facts() },
            ServerFacts { synchronous_commit: "off".into(), ..facts() },
            ServerFacts { fsync: "off".into(), ..facts() },
            ServerFacts { is_replica: true, ..facts() },
        ] {
            let found = server(&wrong, 10);
            assert!(found.light == Light::Red && found.remedy.is_some(), "{wrong:?}");
        }
    }
}
