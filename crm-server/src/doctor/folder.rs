//! The data folder.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::say::{Finding, Part, both};

/// Whether the folder can be written to.
pub(super) fn writable(folder: &Path) -> Finding {
    let name = folder.display();
    let (there, mode) = match reach(folder) {
        Ok(found) => found,
        Err((place, why)) => return refused(place, &why),
    };
    if there != folder {
        let said = both(format!("المجلد {name} ينشئه أول تشغيل."), format!("The first start makes {name}."));
        return Part::Folder.green(said);
    }
    if mode & 0o077 != 0 {
        let said = both(
            format!("يستطيع مستخدمون آخرون في هذا الجهاز الاطلاع على المجلد {name}، وفيه أسماء أشخاص."),
            format!("Other users of this machine may look into {name}, and it holds names of people."),
        );
        return Part::Folder.yellow(said, both(format!("chmod 700 {name}"), format!("chmod 700 {name}")));
    }
    Part::Folder.green(both(format!("الكتابة في {name} ممكنة."), format!("{name} can be written to.")))
}

/// What stands there of the path to a folder, and its mode, if it can be written to; else what is in the way, and why. A
/// file is made there and taken away again; and because root writes whatever the permissions say, while the service runs
/// as someone else, the owner's own right to write counts as well.
pub(super) fn reach(folder: &Path) -> Result<(&Path, u32), (&Path, String)> {
    let there = nearest(folder).ok_or((folder, "there is nothing above it".to_owned()))?;
    if !there.is_dir() {
        return Err((folder, format!("{} is not a folder", there.display())));
    }
    let mode = fs::metadata(there).map_err(|error| (folder, error.to_string()))?.permissions().mode();
    if mode & 0o200 == 0 {
        return Err((there, "its permissions are read-only".to_owned()));
    }
    probe(there).map_err(|error| (there, error.to_string()))?;
    Ok((there, mode))
}

/// The folder itself, or what stands there of the path to it.
pub(super) fn nearest(folder: &Path) -> Option<&Path> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder
        .ancestors()
        .map(|part| if part.as_os_str().is_empty() { Path::new(".") } else { part })
        .find(|part| part.exists())
}

fn refused(folder: &Path, why: &str) -> Finding {
    let name = folder.display();
    let said = both(format!("لا يمكن الكتابة في المجلد {name}: {why}."), format!("{name} cannot be written to: {why}."));
    let remedy = both(
        format!("امنح مستخدم الخدمة حق الكتابة (chmod u+rwx {name}) أو اختر مجلدًا آخر بالخيار --data-dir."),
        format!("Let the service's user write there (chmod u+rwx {name}), or choose another folder with --data-dir."),
    );
    Part::Folder.red(said, remedy)
}

fn probe(folder: &Path) -> std::io::Result<()> {
    let file = folder.join(format!(".doctor-{}", std::process::id()));
    OpenOptions::new().write(true).create_new(true).open(&file)?;
    fs::remove_file(file)
}

#[cfg(test)]
mod tests {
    use super::super::say::Light;
    use super::*;

    #[test]
    fn a_folder_is_red_when_its_owner_may_not_write_or_a_file_is_in_the_way() {
        let place = tempfile::tempdir().unwrap();
        let here = place.path();
        let allow = |mode| fs::set_permissions(here, fs::Permissions::from_mode(mode)).unwrap();
        allow(0o700);
        assert_eq!(writable(here).light, Light::Green);
        assert_eq!(writable(&here.join("new/er")).light, Light::Green);
        allow(0o755);
        assert_eq!(writable(here).light, Light::Yellow);
        allow(0o500);
        assert_eq!(writable(here).light, Light::Red);
        assert_eq!(writable(&here.join("new")).light, Light::Red);
        allow(0o700);
        fs::write(here.join("file"), "").unwrap();
        assert_eq!(writable(&here.join("file/data")).light, Light::Red);
        assert_eq!(fs::read_dir(here).unwrap().count(), 1, "nothing is left behind");
    }
}
