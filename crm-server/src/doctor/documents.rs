//! Where documents lie.

use super::folder::reach;
use super::say::{Finding, Part, both};
use crate::bucket::{self, Trouble};
use crate::config::Config;

/// Whether documents can be written where they lie.
pub(super) async fn place(config: &Config) -> Finding {
    if config.documents_bucket.0.is_empty() { in_folder(config) } else { in_bucket(config).await }
}

fn in_folder(config: &Config) -> Finding {
    let folder = &config.documents_folder;
    let name = folder.display();
    match reach(folder) {
        Ok(_) => {
            Part::Documents.green(both(format!("تُحفظ الوثائق في {name}."), format!("Documents are kept in {name}.")))
        }
        Err((place, why)) => {
            let place = place.display();
            Part::Documents.red(
                both(
                    format!("لا يمكن حفظ الوثائق في {name}: {why}."),
                    format!("Documents cannot be kept in {name}: {why}."),
                ),
                both(
                    format!("امنح مستخدم الخدمة حق الكتابة (chmod u+rwx {place}) أو اختر مجلدًا آخر بالإعداد documents.folder."),
                    format!("Let the service's user write there (chmod u+rwx {place}), or choose another with documents.folder."),
                ),
            )
        }
    }
}

async fn in_bucket(config: &Config) -> Finding {
    let (bucket, store) = (&config.documents_bucket.0, config.documents_endpoint.as_str());
    if let Err(trouble) = bucket::answers(config).await {
        let (arabic, english) = match &trouble {
            Trouble::Refused => ("رفض المخزن المفتاح", "the store refuses the key"),
            Trouble::Missing => ("لا توجد حاوية بهذا الاسم", "there is no such bucket"),
            Trouble::Other(why) => (why.as_str(), why.as_str()),
        };
        return Part::Documents.red(
            both(
                format!("لا يمكن حفظ الوثائق في الحاوية {bucket} على {store}: {arabic}."),
                format!("Documents cannot be kept in the bucket {bucket} at {store}: {english}."),
            ),
            both(
                "راجع إعدادات documents: العنوان والحاوية والمفتاح، وأن المفتاح يملك القراءة والكتابة والحذف والسرد فيها، وأن هذا الجهاز يصل إليها ويثق بشهادتها.",
                "Check the settings of documents: address, bucket and key; that the key may read, write, delete and list there; and that this machine reaches it and trusts its certificate.",
            ),
        );
    }
    let said = both(
        format!("تُحفظ الوثائق في الحاوية {bucket} على {store}."),
        format!("Documents are kept in the bucket {bucket} at {store}."),
    );
    if config.documents_endpoint.in_clear() {
        let remedy = both(
            "تنتقل الوثائق إليها دون تشفير: استعمل عنوانًا يبدأ بـ https إلا في شبكة تأتمنها.",
            "Documents travel there unencrypted: use an https address, unless the network is trusted.",
        );
        return Part::Documents.yellow(said, remedy);
    }
    Part::Documents.green(said)
}
