//! What the operating system says of this process. Where it says nothing (only Linux keeps `/proc`), the figure is 0.

use std::fs;

pub(super) fn resident_bytes() -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    resident(&status).unwrap_or_default()
}

/// Out of the line `VmRSS:     1234 kB`.
fn resident(status: &str) -> Option<i64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: i64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

pub(super) fn open_files() -> i64 {
    let open = fs::read_dir("/proc/self/fd").map(Iterator::count).unwrap_or_default();
    i64::try_from(open).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resident_memory_is_read_out_of_its_line() {
        assert_eq!(resident("VmSize:\t 9 kB\nVmRSS:\t    1234 kB\nRssAnon: 1 kB"), Some(1_263_616));
        assert_eq!(resident("nothing"), None);
    }
}
