//! Small things that JavaScript makes long: what an error says, and a stream read up to a limit.

use js_sys::{Error, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// What a thrown value says.
pub(crate) fn words(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<Error>() {
        Some(error) => error.message().into(),
        None => thrown.as_string().unwrap_or_else(|| "something that is no error was thrown".to_owned()),
    }
}

/// A property of an object, if it is a text.
pub(crate) fn text(object: &JsValue, property: &str) -> Option<String> {
    Reflect::get(object, &property.into()).ok()?.as_string()
}

/// What was read from a stream.
pub(crate) enum Read {
    /// All of it.
    Whole(Vec<u8>),
    /// There was more than the limit.
    TooMuch,
}

/// Reads a stream to its end, of which at most so many bytes are kept. If there are more, so many are read and let go
/// before it is cancelled. Error: what was thrown.
pub(crate) async fn read(stream: &ReadableStream, most: usize, let_go: usize) -> Result<Read, JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    let mut total: usize = 0;
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(if total > most { Read::TooMuch } else { Read::Whole(bytes) });
        }
        let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
        total = total.saturating_add(usize::try_from(piece.length()).unwrap_or(usize::MAX));
        if total > most.saturating_add(let_go) {
            // Whoever sends may go on for a while; nobody waits for it.
            let _unheard = reader.cancel();
            return Ok(Read::TooMuch);
        }
        if total <= most {
            bytes.extend(piece.to_vec());
        }
    }
}
