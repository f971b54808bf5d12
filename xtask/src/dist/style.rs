//! One style sheet in place of many: the source has one for each region of the page, but a first
//! visit should not ask for each, and together they compress to three fifths.

use std::{fs, path::Path};

use crate::outcome::{Outcome, Problem};

/// How Trunk begins the element that links a style sheet.
const LINK: &str = r#"<link rel="stylesheet" href="./"#;

/// Joins the style sheets that `html` links, in their order, into one file beside the page. Returns
/// the page that links that one.
pub(super) fn join(html: &str, folder: &Path) -> Outcome<String> {
    let (page, names) = unlink(html);
    let mut sheet = String::new();
    for name in names {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).map_err(|why| Problem::file("read", &path, &why))?;
        sheet.push_str(&text);
        fs::remove_file(&path).map_err(|why| Problem::file("remove", &path, &why))?;
    }
    let hash = hmac_sha256::Hash::hash(sheet.as_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("style-{hash}.css");
    let path = folder.join(&name);
    fs::write(&path, sheet).map_err(|why| Problem::file("write", &path, &why))?;
    let end = page.find("</head>");
    let (head, rest) = page.split_at(end.ok_or_else(|| Problem::new("the page has no head"))?);
    Ok(format!("{head}{LINK}{name}\" />{rest}"))
}

/// The page without its style sheets, and their names.
fn unlink(html: &str) -> (String, Vec<&str>) {
    let mut pieces = html.split(LINK);
    let mut page = pieces.next().unwrap_or_default().to_owned();
    let mut names = Vec::new();
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        names.extend(tag.split('"').next());
        page.push_str(rest.trim_start());
    }
    (page, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_are_found_in_their_order() {
        let html = r#"<head><link rel="stylesheet" href="./b.css" integrity="x"/>
            <link rel="icon" href="./i.svg"/><link rel="stylesheet" href="./a.css"/> </head>"#;
        let (page, names) = unlink(html);
        assert_eq!(names, ["b.css", "a.css"]);
        assert_eq!(page, r#"<head><link rel="icon" href="./i.svg"/></head>"#);
    }
}
