//! A mail as bytes: RFC 5322 and MIME, in ASCII and short lines, which survive any way mails travel.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Mail;

/// The longest line of an encoded part.
const LINE_CHARS: usize = 76;

pub(super) fn render(mail: &Mail) -> String {
    let mut lines = vec![
        format!("Date: {}", mail.sent.mail_date()),
        format!("Message-ID: <{}>", mail.message_id()),
        format!("From: {}", mail.from.folded()),
        format!("To: {}", mail.to.folded()),
    ];
    lines.extend(mail.reply_to.iter().map(|visitor| format!("Reply-To: {}", visitor.folded())));
    if let Some(address) = &mail.way_out {
        // RFC 8058: a mail program has a button that sends exactly this there.
        lines.push(format!("List-Unsubscribe:\r\n <{address}>"));
        lines.push("List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned());
    }
    // No part can have a line of its own that begins like this: both encodings write `=` in other company.
    let (mixed, either) = (format!("=_{}_m", mail.event_id), format!("=_{}_a", mail.event_id));
    lines.extend([
        format!("Subject: {}", mail.subject.unstructured("Subject: ".len())),
        "Auto-Submitted: auto-generated".to_owned(),
        "MIME-Version: 1.0".to_owned(),
        format!("Content-Type: multipart/mixed;\r\n boundary=\"{mixed}\""),
        String::new(),
        format!("--{mixed}"),
        format!("Content-Type: multipart/alternative;\r\n boundary=\"{either}\""),
        String::new(),
        format!("--{either}"),
        "Content-Type: text/plain; charset=utf-8".to_owned(),
        "Content-Transfer-Encoding: quoted-printable".to_owned(),
        String::new(),
        quoted_printable(&mail.text),
        format!("--{either}"),
        "Content-Type: text/html; charset=utf-8".to_owned(),
        "Content-Transfer-Encoding: quoted-printable".to_owned(),
        String::new(),
        quoted_printable(&mail.html),
        format!("--{either}--"),
        String::new(),
    ]);
    if let Some(json) = &mail.json {
        lines.extend([
            format!("--{mixed}"),
            "Content-Type: application/json".to_owned(),
            "Content-Transfer-Encoding: base64".to_owned(),
            format!("Content-Disposition: attachment;\r\n filename=\"{}\"", mail.json_name()),
            String::new(),
            base64_lines(json),
        ]);
    }
    lines.extend([format!("--{mixed}--"), String::new()]);
    lines.join("\r\n")
}

/// Text in quoted-printable: what is readable stays readable, long lines are broken softly.
fn quoted_printable(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(quoted_printable_line).collect();
    lines.join("\r\n")
}

fn quoted_printable_line(line: &str) -> String {
    let (mut encoded, mut column) = (String::new(), 0);
    for (position, byte) in line.bytes().enumerate() {
        let is_last = position + 1 == line.len();
        let is_plain = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !is_last);
        let piece = if is_plain { char::from(byte).to_string() } else { format!("={byte:02X}") };
        // The last place of a line is for the `=` that breaks it.
        if column + piece.len() >= LINE_CHARS {
            encoded.push_str("=\r\n");
            column = 0;
        }
        column += piece.len();
        encoded.push_str(&piece);
    }
    encoded
}

fn base64_lines(bytes: &[u8]) -> String {
    // 57 bytes make 76 characters.
    let lines: Vec<_> = bytes.chunks(LINE_CHARS / 4 * 3).map(|chunk| STANDARD.encode(chunk)).collect();
    lines.join("\r\n")
}
