//! The keys of personal data.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crm_core::keys::{KeyState, Misfit};

use super::say::{Finding, Part, both};

/// How the file fits the database.
pub(super) fn fit(path: &Path, state: KeyState) -> Finding {
    let name = path.display();
    let said = match state {
        KeyState::Unmade | KeyState::Fit => return file(path),
        KeyState::Missing(id) => both(
            format!("ملف المفاتيح {name} مفقود، وفي القاعدة بيانات محمية بالمفتاح {id}."),
            format!("The key file {name} is missing, and the database holds data protected with key {id}."),
        ),
        KeyState::Unreadable => {
            both(format!("لا يُقرأ ملف المفاتيح {name}."), format!("The key file {name} cannot be read as keys."))
        }
        KeyState::Misfit(Misfit::Lacking(id)) => both(
            format!("ليس في ملف المفاتيح {name} المفتاح {id} الذي حُميت به البيانات."),
            format!("The key file {name} lacks key {id}, with which data was protected."),
        ),
        KeyState::Misfit(Misfit::Different(id)) => both(
            format!("المفتاح {id} في الملف {name} ليس الذي حُميت به البيانات."),
            format!("Key {id} in {name} is not the one with which data was protected."),
        ),
    };
    let remedy = both(
        format!("أعد الملف الصحيح من حيث حُفظ إلى {name}، أو حدّد مكانه بالخيار --keys-file."),
        format!("Put the right file back to {name} from where it was kept, or say where it is with --keys-file."),
    );
    Part::Keys.red(said, remedy)
}

/// Whether the file, if it is there, is its owner's alone.
pub(super) fn file(path: &Path) -> Finding {
    let name = path.display();
    let Ok(found) = std::fs::metadata(path) else {
        let said = both(format!("الملف {name} ينشئه أول تشغيل."), format!("The first start makes {name}."));
        return Part::Keys.green(said);
    };
    let mode = found.permissions().mode();
    let said = both(
        format!("يستطيع غير مالك الملف {name} قراءته أو تغييره."),
        format!("Others than its owner may read or change {name}."),
    );
    let remedy = both(format!("chmod 600 {name}"), format!("chmod 600 {name}"));
    if mode & 0o027 != 0 {
        Part::Keys.red(said, remedy)
    } else if mode & 0o050 != 0 {
        // A group is how container managers hand secrets over.
        Part::Keys.yellow(said, remedy)
    } else {
        Part::Keys.green(both(
            format!("الملف {name} خاص بمالكه ويناسب القاعدة؛ احفظ نسخة منه بعيدًا عن القاعدة."),
            format!("{name} is its owner's alone and fits the database; keep a copy of it away from the database."),
        ))
    }
}
