//! The page's Content-Security-Policy: only its own files, and the one inline script by its hash.
//!
//! Trunk writes the module script that starts the WebAssembly into the page, with file names that
//! change at every build; so the hash is computed over what Trunk wrote.

use base64ct::{Base64, Encoding};

use crate::outcome::{Outcome, Problem};

/// Adds the policy as the first element of the page's head.
pub(crate) fn add_policy(html: &str) -> Outcome<String> {
    let hashes: Vec<String> = inline_scripts(html).map(hash).collect();
    if hashes.is_empty() {
        return Err(Problem::new(
            "the built index.html holds no inline script; Trunk writes it otherwise now, \
             so look at xtask/src/dist/policy.rs",
        ));
    }
    let head = html.find("<head>").map(|at| at + "<head>".len());
    let head = head.ok_or_else(|| Problem::new("the built index.html has no <head>"))?;
    let (before, after) = html.split_at(head);
    Ok(format!("{before}\n    {}{after}", meta(&hashes)))
}

/// Style attributes stay allowed: Yew sets them, and they can start nothing.
fn meta(hashes: &[String]) -> String {
    let policy = [
        "default-src 'self'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' {}", hashes.join(" ")),
        "style-src 'self'".to_owned(),
        "style-src-attr 'unsafe-inline'".to_owned(),
        "img-src 'self' blob: data:".to_owned(),
        "worker-src 'self' blob:".to_owned(),
        "object-src 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ]
    .join("; ");
    format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}" />"#)
}

/// The text of each script element that has no `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (text, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(text)
    })
}

fn hash(script: &str) -> String {
    let digest = hmac_sha256::Hash::hash(script.as_bytes());
    format!("'sha256-{}'", Base64::encode_string(&digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_what_a_browser_computes() {
        // Example from the specification (CSP level 3, section 6.7.2).
        let expected = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        assert_eq!(hash("alert('Hello, world.');"), expected);
    }

    #[test]
    fn inline_scripts_are_hashed_and_linked_ones_are_not() {
        let html = "<head><script type=\"module\">a</script><script src=\"b.js\"></script></head>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["a"]);
        let with_policy = add_policy(html).expect("the page has a head and a script");
        assert!(with_policy.contains(&hash("a")));
        assert!(with_policy.starts_with("<head>\n    <meta http-equiv="));
    }

    #[test]
    fn a_page_without_an_inline_script_is_a_problem() {
        assert!(add_policy("<head></head>").is_err());
    }
}
