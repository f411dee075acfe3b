//! The clock, held against the database server's, the record and the files; and the zone.

use std::path::Path;
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use crm_core::OpContext;

use super::say::{Finding, Part, both};
use crate::config::Config;

/// How far clocks may differ without a word.
const NEAR: TimeDelta = TimeDelta::seconds(2);
/// How far they may differ before times in the record mislead.
const FAR: TimeDelta = TimeDelta::seconds(60);

/// The clock where there is no record yet.
pub(super) fn alone(config: &Config) -> Finding {
    against(config, None, None)
}

/// The clock against the database server's (by how much that one is ahead), the newest row of the record, and what was
/// last written to disk: a clock behind what has already happened is wrong.
pub(super) fn against(config: &Config, ahead: Option<TimeDelta>, recorded: Option<DateTime<Utc>>) -> Finding {
    let files = [config.database_url.sqlite_file().map(Path::new), Some(&config.keys_file)];
    let written = files.into_iter().flatten().filter_map(|file| std::fs::metadata(file).ok()?.modified().ok());
    judge(config, OpContext::anonymous().at, ahead, recorded.into_iter().chain(written.map(time)).max())
}

fn time(at: SystemTime) -> DateTime<Utc> {
    at.into()
}

fn judge(config: &Config, now: DateTime<Utc>, ahead: Option<TimeDelta>, newest: Option<DateTime<Utc>>) -> Finding {
    let set = both("اضبط ساعة الجهاز: timedatectl set-ntp true", "Set this machine's clock: timedatectl set-ntp true");
    let local = now.with_timezone(&config.zone).format("%Y-%m-%d %H:%M %Z");
    if let Some(newest) = newest.filter(|newest| *newest > now + FAR) {
        let newest = newest.with_timezone(&config.zone).format("%Y-%m-%d %H:%M");
        let said = both(
            format!("الساعة متأخرة: هي الآن {local}، وقد سُجّل شيء في {newest}."),
            format!("The clock is behind: it says {local}, and something was recorded at {newest}."),
        );
        return Part::Clock.red(said, set);
    }
    let Some(ahead) = ahead.filter(|ahead| ahead.abs() > NEAR) else {
        return Part::Clock.green(both(
            format!("الساعة {local} في المنطقة {}.", config.zone),
            format!("It is {local} in {}.", config.zone),
        ));
    };
    let seconds = ahead.num_seconds();
    let said = both(
        format!("ساعة خادم القاعدة تفرق {seconds} ثانية عن ساعة هذا الجهاز."),
        format!("The database server's clock differs from this machine's by {seconds} s."),
    );
    let set = both(
        "اضبط ساعتي الجهازين: timedatectl set-ntp true",
        "Set the clocks of both machines: timedatectl set-ntp true",
    );
    if ahead.abs() > FAR { Part::Clock.red(said, set) } else { Part::Clock.yellow(said, set) }
}

#[cfg(test)]
mod tests {
    use super::super::say::Light;
    use super::*;
    use crate::config::Sources;

    #[test]
    fn a_clock_behind_the_record_or_far_from_the_servers_is_red() {
        let config = Config::read(&Sources::default().resolve().unwrap()).unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let light = |ahead, newest| judge(&config, now, ahead, newest).light;
        assert_eq!(light(None, None), Light::Green);
        assert_eq!(light(Some(NEAR), Some(now + FAR)), Light::Green);
        assert_eq!(light(None, Some(now + FAR + TimeDelta::seconds(1))), Light::Red);
        assert_eq!(light(Some(-FAR), Some(now)), Light::Yellow);
        assert_eq!(light(Some(-FAR - TimeDelta::seconds(1)), Some(now)), Light::Red);
    }

    #[test]
    fn the_time_is_told_in_the_zone_of_the_installation() {
        let config = Config::read(&Sources::default().resolve().unwrap()).unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let said = judge(&config, now, None, None).said;
        let said = said.of(&crm_core::text::LanguageTag::english()).to_owned();
        assert_eq!(said, "It is 2027-01-15 11:00 +03 in Asia/Riyadh.");
    }
}
