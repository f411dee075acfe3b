//! Protection of personal data at rest: authenticated encryption with key ids, and blind indexes.
//!
//! The keys live in a file outside the database and outside its backups. The database keeps each key's id and
//! a check value, so that a missing or different key is found at start, before anything is written. Every cipher
//! text and every blind index says with which key it was made, so that both can be rotated.
//!
//! Cipher: AES-256-GCM-SIV (RFC 8452), random 96-bit nonce, bound to its place (`table.column`, row id) as
//! associated data. Blind index: HMAC-SHA256 over the place's name and the normalised value.

use std::fmt;
use std::path::{Path, PathBuf};

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hmac::{Hmac, Mac};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

type HmacSha256 = Hmac<Sha256>;

/// Where an installation's keys come from.
#[derive(Clone)]
pub enum Keys {
    /// A file. It is made on first start, when the database knows no key yet.
    File(PathBuf),
    /// Given by the host: key id and 32 secret bytes each; the last one encrypts.
    Given(Vec<(i32, Zeroizing<[u8; 32]>)>),
    /// None: for commands that touch no personal data. Operations that need a key fail with `Setup`.
    None,
}

impl Keys {
    /// Keys in a file, made with one random key when neither it nor the database knows any.
    pub fn from_file_or_create(path: impl Into<PathBuf>) -> Self {
        Self::File(path.into())
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Given(keys) => write!(f, "Given({} keys)", keys.len()),
            Self::None => f.write_str("None"),
        }
    }
}

/// The keys of an open database.
pub(crate) struct KeyRing(Vec<Key>);

struct Key {
    id: i32,
    cipher: Aes256GcmSiv,
    index: Zeroizing<[u8; 32]>,
    check: [u8; 32],
}

/// How a key file stands to a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Neither the file nor a key known to the database is there: the first start makes one.
    Unmade,
    /// Every key known to the database is in the file.
    Fit,
    /// The file is missing, and the database knows this key.
    Missing(i32),
    /// The file cannot be read as keys.
    Unreadable,
    /// The file is not the one with which data was protected.
    Misfit(Misfit),
}

/// Why keys do not fit a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The database knows this key, and they lack it.
    Lacking(i32),
    /// The database knows another key of this id.
    Different(i32),
}

/// How a key file stands to the keys that a database knows. Writes nothing.
pub(crate) async fn state(db: &DatabaseConnection, file: &Path) -> Result<KeyState> {
    let known = known_keys(db).await?;
    if !file.exists() {
        return Ok(known.first().map_or(KeyState::Unmade, |(id, _)| KeyState::Missing(*id)));
    }
    Ok(match read_file(file) {
        Ok(keys) => KeyRing(keys).misfit(&known).map_or(KeyState::Fit, KeyState::Misfit),
        Err(_) => KeyState::Unreadable,
    })
}

/// A blind index with the id of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlindIndex {
    pub key: i32,
    pub value: [u8; 32],
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    keys: Vec<KeyEntry>,
}

#[derive(Serialize, Deserialize)]
struct KeyEntry {
    id: i32,
    secret: Zeroizing<String>,
}

impl KeyRing {
    /// Reads the keys and holds them against what the database knows.
    pub(crate) async fn open(db: &DatabaseConnection, keys: Keys) -> Result<Self> {
        let known = known_keys(db).await?;
        let ring = match keys {
            Keys::None => return Ok(Self(Vec::new())),
            Keys::Given(list) => Self(list.into_iter().map(|(id, secret)| Key::new(id, &secret)).collect()),
            Keys::File(path) if path.exists() => Self(read_file(&path)?),
            Keys::File(path) if known.is_empty() => {
                let mut secret = Zeroizing::new([0_u8; 32]);
                random(secret.as_mut_slice())?;
                write_file(&path, 1, &secret)?;
                Self(vec![Key::new(1, &secret)])
            }
            Keys::File(path) => {
                return Err(Error::Setup(format!(
                    "the key file {} is missing, and the database holds data protected with key {}; restore the file from where it was kept",
                    path.display(),
                    known[0].0
                )));
            }
        };
        ring.agree(db, &known).await?;
        Ok(ring)
    }

    async fn agree(&self, db: &DatabaseConnection, known: &[(i32, Vec<u8>)]) -> Result<()> {
        match self.misfit(known) {
            None => {}
            Some(Misfit::Lacking(id)) => {
                return Err(Error::Setup(format!(
                    "the key file lacks key {id}, with which data was protected; restore the right key file"
                )));
            }
            Some(Misfit::Different(id)) => {
                return Err(Error::Setup(format!(
                    "key {id} in the key file is not the one with which data was protected; restore the right key file"
                )));
            }
        }
        for key in self.0.iter().filter(|key| known.iter().all(|(id, _)| *id != key.id)) {
            // Two processes may start at once; the one that comes second checks what the first one wrote.
            let insert = "INSERT INTO encryption_key (id, check_value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            let values = [key.id.into(), key.check.to_vec().into()];
            db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), insert, values)).await?;
            let mine = known_keys(db).await?.into_iter().any(|(id, check)| id == key.id && check == key.check);
            if !mine {
                return Err(Error::Setup(format!(
                    "another process started with a different key {}; give both the same file",
                    key.id
                )));
            }
        }
        Ok(())
    }

    /// The first key known to the database that is not ours.
    fn misfit(&self, known: &[(i32, Vec<u8>)]) -> Option<Misfit> {
        known.iter().find_map(|(id, check)| match self.0.iter().find(|key| key.id == *id) {
            None => Some(Misfit::Lacking(*id)),
            Some(ours) if !bool::from(ours.check.ct_eq(check)) => Some(Misfit::Different(*id)),
            Some(_) => None,
        })
    }

    fn current(&self) -> Result<&Key> {
        self.0.last().ok_or_else(|| Error::Setup("this needs the key file, and none was given".into()))
    }

    /// Encrypts a value for its place: `table.column` and the row's id.
    pub(crate) fn seal(&self, place: &str, row: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        let key = self.current()?;
        let mut nonce = [0_u8; 12];
        random(&mut nonce)?;
        let payload = Payload { msg: plain, aad: &associated(place, row) };
        let sealed = key
            .cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| Error::Corrupt { what: "plain text too long" })?;
        let mut out = Vec::with_capacity(16 + sealed.len());
        out.extend_from_slice(&key.id.to_be_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Decrypts what [`seal`](Self::seal) made for the same place.
    pub(crate) fn unseal(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        const BROKEN: Error = Error::Corrupt { what: "encrypted value" };
        let (id, rest) = sealed.split_first_chunk::<4>().ok_or(BROKEN)?;
        let (nonce, body) = rest.split_first_chunk::<12>().ok_or(BROKEN)?;
        let id = i32::from_be_bytes(*id);
        let Some(key) = self.0.iter().find(|key| key.id == id) else {
            return Err(self.current().err().unwrap_or(BROKEN));
        };
        let payload = Payload { msg: body, aad: &associated(place, row) };
        key.cipher.decrypt(&Nonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| BROKEN)
    }

    /// [`unseal`](Self::unseal) for text.
    pub(crate) fn unseal_text(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<String> {
        let plain = self.unseal(place, row, sealed)?;
        String::from_utf8(plain.to_vec()).map_err(|_| Error::Corrupt { what: "encrypted text" })
    }

    /// The index under which a value is written.
    pub(crate) fn index(&self, domain: &str, value: &str) -> Result<BlindIndex> {
        self.current()?.index(domain, value)
    }

    /// The indexes under which a value may stand: one per key.
    pub(crate) fn indexes(&self, domain: &str, value: &str) -> Result<Vec<Vec<u8>>> {
        self.current()?;
        self.0.iter().map(|key| key.index(domain, value).map(|index| index.value.to_vec())).collect()
    }

    /// A keyed digest for comparing inputs without keeping them.
    pub(crate) fn digest(&self, domain: &str, value: &str) -> Result<Vec<u8>> {
        // The first key: a digest must compare equal after a rotation.
        let key = self.0.first().ok_or_else(|| Error::Setup("this needs the key file, and none was given".into()))?;
        key.index(domain, value).map(|index| index.value.to_vec())
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({} keys)", self.0.len())
    }
}

impl Key {
    fn new(id: i32, secret: &[u8; 32]) -> Self {
        let derive = |label: &str| -> [u8; 32] {
            let mut hash = Sha256::new();
            hash.update(b"mustafid/1/");
            hash.update(label.as_bytes());
            hash.update(secret);
            hash.finalize().into()
        };
        let encryption = Zeroizing::new(derive("encryption"));
        Self {
            id,
            cipher: Aes256GcmSiv::new((&*encryption).into()),
            index: Zeroizing::new(derive("index")),
            check: derive("check"),
        }
    }

    fn index(&self, domain: &str, value: &str) -> Result<BlindIndex> {
        let mut mac = <HmacSha256 as hmac::KeyInit>::new_from_slice(self.index.as_slice())
            .map_err(|_| Error::Corrupt { what: "index key" })?;
        mac.update(domain.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        Ok(BlindIndex { key: self.id, value: mac.finalize().into_bytes().into() })
    }
}

fn associated(place: &str, row: Uuid) -> Vec<u8> {
    let mut aad = Vec::with_capacity(place.len() + 17);
    aad.extend_from_slice(place.as_bytes());
    aad.push(0);
    aad.extend_from_slice(row.as_bytes());
    aad
}

/// Random bytes from the operating system.
pub(crate) fn random(buffer: &mut [u8]) -> Result<()> {
    getrandom::fill(buffer).map_err(|error| Error::Unavailable(Some(Box::new(error))))
}

async fn known_keys(db: &DatabaseConnection) -> Result<Vec<(i32, Vec<u8>)>> {
    let select = "SELECT id, check_value FROM encryption_key ORDER BY id";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), select)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "check_value")?))).collect()
}

fn read_file(path: &Path) -> Result<Vec<Key>> {
    let broken =
        || Error::Setup(format!("the key file {} cannot be read; restore it from where it was kept", path.display()));
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|_| broken())?);
    let file: KeyFile = serde_json::from_str(&text).map_err(|_| broken())?;
    let keys: Option<Vec<Key>> =
        file.keys.iter().map(|entry| from_hex(&entry.secret).map(|secret| Key::new(entry.id, &secret))).collect();
    keys.filter(|keys| !keys.is_empty()).ok_or_else(broken)
}

fn write_file(path: &Path, id: i32, secret: &[u8; 32]) -> Result<()> {
    use std::io::Write;
    let fail =
        |error: std::io::Error| Error::Setup(format!("the key file {} cannot be written: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    let mut open = std::fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    let entry = KeyEntry { id, secret: Zeroizing::new(to_hex(secret)) };
    let text = Zeroizing::new(serde_json::to_string_pretty(&KeyFile { keys: vec![entry] }).unwrap_or_default());
    let mut file = open.open(path).map_err(fail)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fail)
}

/// Lower-case hexadecimal.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // writing to a String cannot fail
        write!(out, "{byte:02x}").unwrap_or_default();
        out
    })
}

pub(crate) fn from_hex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut out = Zeroizing::new([0_u8; 32]);
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, pair) in out.iter_mut().zip(text.as_bytes().chunks(2)) {
        *place = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> KeyRing {
        KeyRing(vec![Key::new(1, &[7; 32]), Key::new(2, &[9; 32])])
    }

    #[test]
    fn what_is_sealed_opens_at_its_place_only() -> Result<()> {
        let (ring, row) = (ring(), Uuid::from_u128(5));
        let sealed = ring.seal("identifier.value", row, b"1012345672")?;
        assert_eq!(ring.unseal("identifier.value", row, &sealed)?.as_slice(), b"1012345672");
        assert!(ring.unseal("identifier.value", Uuid::from_u128(6), &sealed).is_err());
        assert!(ring.unseal("contact_point.value", row, &sealed).is_err());
        let mut bent = sealed.clone();
        bent[20] ^= 1;
        assert!(ring.unseal("identifier.value", row, &bent).is_err());
        assert!(ring.unseal("identifier.value", row, &sealed[..10]).is_err());
        assert_ne!(sealed, ring.seal("identifier.value", row, b"1012345672")?);
        Ok(())
    }

    #[test]
    fn indexes_differ_by_domain_and_key() -> Result<()> {
        let ring = ring();
        let all = ring.indexes("phone", "+966500000001")?;
        assert_eq!(all.len(), 2);
        assert_eq!(all[1], ring.index("phone", "+966500000001")?.value);
        assert_ne!(all[1], ring.index("email", "+966500000001")?.value);
        Ok(())
    }

    #[test]
    fn a_key_file_comes_back() -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        write_file(&path, 1, &[3; 32])?;
        assert_eq!(read_file(&path)?[0].check, Key::new(1, &[3; 32]).check);
        std::fs::write(&path, "{}").unwrap();
        assert!(matches!(read_file(&path), Err(Error::Setup(_))));
        Ok(())
    }
}
