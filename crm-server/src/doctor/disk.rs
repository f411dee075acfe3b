//! Free space under the data folder.

use std::path::Path;

use super::folder::nearest;
use super::say::{Finding, Part, both};

const MIB: u64 = 1 << 20;
/// Below this a write may fail any moment.
const LEAST: u64 = 100 * MIB;
/// Below this a migration's copy or a day's growth may not fit.
const ENOUGH: u64 = 1024 * MIB;

/// How much is free.
pub(super) fn space(folder: &Path) -> Finding {
    let found = nearest(folder).map(rustix::fs::statvfs);
    match found {
        Some(Ok(disk)) => judge(disk.f_bavail.saturating_mul(disk.f_frsize)),
        _ => Part::Disk.yellow(
            both("لم يُعرف مقدار المساحة الخالية.", "How much space is free could not be found out."),
            both("راجع الأمر df -h.", "Look with df -h."),
        ),
    }
}

fn judge(free: u64) -> Finding {
    let mib = free / MIB;
    let said = both(format!("المساحة الخالية {mib} ميبيبايت."), format!("{mib} MiB are free."));
    let remedy = both(
        "أفرغ مساحة، أو انقل المجلد إلى قرص أكبر (--data-dir).",
        "Free some space, or move the folder to a larger disk (--data-dir).",
    );
    match free {
        ..LEAST => Part::Disk.red(said, remedy),
        LEAST..ENOUGH => Part::Disk.yellow(said, remedy),
        ENOUGH.. => Part::Disk.green(said),
    }
}

#[cfg(test)]
mod tests {
    use super::super::say::Light;
    use super::*;

    #[test]
    fn little_space_is_told_before_it_hurts() {
        let lights = [0, LEAST - 1, LEAST, ENOUGH - 1, ENOUGH].map(|free| judge(free).light);
        assert_eq!(lights, [Light::Red, Light::Red, Light::Yellow, Light::Yellow, Light::Green]);
    }
}
