//! Keys of leads in a store of their own, where the platform has one: a store that keeps no earlier versions. What is
//! destroyed there opens nothing any more, however old a copy of the database is put back.
//!
//! A key is there before the row that needs it. Cut off in between, it is left behind and harmless: what it would have
//! opened was never stored. One that was replaced by a correction, or moved over, is destroyed with its lead like all the
//! others. To wrap a key anew, it is changed where it lies and only while it is there, so that one destroyed meanwhile
//! does not come back.

use zeroize::Zeroizing;

use crate::platform::Platform;
use crate::seal::{Fresh, Keyring, Owner, Sealed};
use crate::trouble::Trouble;

/// Seals content for its owner, as it is to stand in the row; its key lies where it belongs by then.
pub(crate) async fn seal<P: Platform>(
    platform: &P,
    keyring: &Keyring,
    owner: Owner<'_>,
    content: &[u8],
) -> Result<Sealed, Trouble> {
    let mut random = [0; Fresh::BYTES];
    platform.fill_random(&mut random)?;
    let sealed = keyring.seal(&Fresh::new(&random), owner, content)?;
    if platform.has_vault() { put_apart(platform, owner, sealed).await } else { Ok(sealed) }
}

/// The content that a row holds, wherever its key lies.
pub(crate) async fn open<P: Platform>(
    platform: &P,
    keyring: &Keyring,
    owner: Owner<'_>,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, Trouble> {
    let whole = whole(platform, owner, sealed).await?;
    Ok(keyring.open(owner, whole.as_ref().unwrap_or(sealed))?)
}

/// The same content with its key wrapped anew, and put where it belongs by now.
pub(crate) async fn rewrap<P: Platform>(
    platform: &P,
    keyring: &Keyring,
    owner: Owner<'_>,
    sealed: &Sealed,
) -> Result<Sealed, Trouble> {
    let mut nonce = [0; 12];
    platform.fill_random(&mut nonce)?;
    let whole = whole(platform, owner, sealed).await?;
    let after = keyring.rewrap(&nonce, owner, whole.as_ref().unwrap_or(sealed))?;
    if whole.is_none() {
        return if platform.has_vault() { put_apart(platform, owner, after).await } else { Ok(after) };
    }
    let (row, key) = after.apart();
    platform.change_key(&sealed.key_name(owner.lead).unwrap_or_default(), &key).await?;
    Ok(row)
}

async fn put_apart<P: Platform>(platform: &P, owner: Owner<'_>, sealed: Sealed) -> Result<Sealed, Trouble> {
    let (row, key) = sealed.apart();
    platform.put_key(&row.key_name(owner.lead).unwrap_or_default(), &key).await?;
    Ok(row)
}

/// The row with its key, if that lies elsewhere.
async fn whole<P: Platform>(platform: &P, owner: Owner<'_>, sealed: &Sealed) -> Result<Option<Sealed>, Trouble> {
    let Some(name) = sealed.key_name(owner.lead) else { return Ok(None) };
    let key = platform.key(&name).await?.ok_or(Trouble::KeyGone)?;
    sealed.with_key(&key).map(Some).ok_or(Trouble::KeyGone)
}
