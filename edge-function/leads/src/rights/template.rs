//! Pages with slots, filled in one pass. A slot is written like a processing instruction of SGML, which no escaped text
//! can look like: `<?name?>` is a value, and what stands between `<?if name?>` and `<?end?>` is there or not.

/// The page with its slots filled. Values are HTML. What is put in is never taken for a slot.
pub(super) fn filled(page: &str, holds: &dyn Fn(&str) -> bool, value: &dyn Fn(&str) -> String) -> String {
    let mut html = String::with_capacity(page.len() + 4_096);
    // One for each condition that is open: whether what stands in it is shown.
    let mut shown = Vec::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<?") {
        let is_shown = shown.last().copied().unwrap_or(true);
        if is_shown {
            html.push_str(before);
        }
        let (slot, behind) = after.split_once("?>").unwrap_or((after, ""));
        rest = behind;
        if let Some(condition) = slot.strip_prefix("if ") {
            shown.push(is_shown && holds(condition));
        } else if slot == "end" {
            shown.pop();
        } else if is_shown {
            html.push_str(&value(slot));
        }
    }
    html + rest
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn values_and_conditions_are_put_in_and_never_read_again() {
        let page = "<p><?if a?>A<?if b?>B<?end?><?x?><?end?>C <?y?></p>";
        let fill = |a: bool, b: bool| {
            filled(page, &|name| if name == "a" { a } else { b }, &|name| format!("[{name}<?if a?>]"))
        };
        assert_eq!(fill(true, true), "<p>AB[x<?if a?>]C [y<?if a?>]</p>");
        assert_eq!(fill(true, false), "<p>A[x<?if a?>]C [y<?if a?>]</p>");
        assert_eq!(fill(false, true), "<p>C [y<?if a?>]</p>");
        assert_eq!(filled("<?broken", &|_| true, &|_| String::new()), "");
    }
}
