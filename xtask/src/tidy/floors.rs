//! The floors of the house: a dependency only ever points to a lower one.
//!
//! Only what a crate is built from counts. Tests and benchmarks may use whatever they need.

use serde_json::Value;

use super::violation::Violation;

/// Each package and its floor; `None` stands beside the house.
const FLOORS: [(&str, Option<u8>); 12] = [
    ("synod-machine", Some(0)),
    ("synod-simulator", Some(1)),
    ("synod-protocols", Some(1)),
    ("synod-checker", Some(2)),
    ("synod-catalog", Some(3)),
    ("synod-diagram", Some(3)),
    ("synod-lessons", Some(4)),
    ("synod-cli", Some(5)),
    ("synod", Some(5)),
    ("synod-bench", Some(6)),
    ("synod-judges", Some(6)),
    ("xtask", None),
];

/// What only the page may be built from.
const BROWSER: [&str; 5] = ["gloo", "js-sys", "wasm-bindgen", "web-sys", "yew"];

/// Who knows protocols through the catalog only, and names none.
const PROTOCOL_BLIND: [&str; 4] = ["synod", "synod-cli", "synod-diagram", "synod-lessons"];

/// Checks what `cargo metadata --no-deps` says.
pub(super) fn check(metadata: &Value) -> Vec<Violation> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    packages.iter().flat_map(|package| check_package(package, root)).collect()
}

fn check_package(package: &Value, root: &str) -> Vec<Violation> {
    let name = package["name"].as_str().unwrap_or_default();
    let manifest = package["manifest_path"].as_str().unwrap_or_default();
    let manifest = manifest.strip_prefix(root).unwrap_or(manifest).trim_start_matches('/');
    let at = |wrong: String, instead: &str| Violation::new(manifest, 1, wrong, instead);
    let Some(floor) = floor_of(name) else {
        let instead = "give it one in xtask/src/tidy/floors.rs and in ARCHITECTURE.md";
        return vec![at(format!("`{name}` has no floor"), instead)];
    };
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    dependencies
        .iter()
        .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
        .filter_map(|dependency| dependency["name"].as_str())
        .filter_map(|below| wrong_edge(name, floor, below))
        .map(|(wrong, instead)| at(wrong, instead))
        .collect()
}

/// What is wrong with `name`, on `floor`, depending on `below`, if anything is.
fn wrong_edge(name: &str, floor: Option<u8>, below: &str) -> Option<(String, &'static str)> {
    let edge = format!("`{name}` depends on `{below}`");
    let is_browser = |family: &&str| below == *family || below.starts_with(&format!("{family}-"));
    if BROWSER.iter().any(is_browser) && name != "synod" {
        return Some((edge, "only the page, the root package, knows the browser"));
    }
    match (floor, floor_of(below)?) {
        (Some(high), Some(low)) if low >= high => {
            Some((edge, "an arrow only points to a lower floor; see ARCHITECTURE.md"))
        }
        (Some(_), Some(_)) if below == "synod-protocols" && PROTOCOL_BLIND.contains(&name) => {
            Some((edge, "only the catalog names protocol types; use `catalog`"))
        }
        (Some(_), None) | (None, Some(_)) => {
            Some((edge, "xtask stands beside the house: it and the crates do not know each other"))
        }
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// The floor of a package of ours; the outer `None` for any other.
fn floor_of(name: &str) -> Option<Option<u8>> {
    FLOORS.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(name: &str, dependency: &str, kind: Option<&str>) -> usize {
        let metadata = json!({ "workspace_root": "/r", "packages": [{
            "name": name,
            "manifest_path": "/r/crates/a/Cargo.toml",
            "dependencies": [{ "name": dependency, "kind": kind }],
        }] });
        check(&metadata).len()
    }

    #[test]
    fn arrows_point_down_only() {
        assert_eq!(found("synod-catalog", "synod-protocols", None), 0);
        assert_eq!(found("synod-protocols", "synod-catalog", None), 1);
        assert_eq!(found("synod-simulator", "synod-protocols", None), 1);
        assert_eq!(found("synod-machine", "xtask", None), 1);
    }

    #[test]
    fn tests_may_use_anything() {
        assert_eq!(found("synod-protocols", "synod-simulator", Some("dev")), 0);
        assert_eq!(found("synod-protocols", "synod-simulator", Some("build")), 1);
    }

    #[test]
    fn only_the_page_knows_the_browser_and_it_knows_no_protocol() {
        assert_eq!(found("synod", "web-sys", None), 0);
        assert_eq!(found("synod-catalog", "web-sys", None), 1);
        assert_eq!(found("synod-diagram", "yew", None), 1);
        assert_eq!(found("synod", "synod-protocols", None), 1);
        assert_eq!(found("synod-bench", "synod-protocols", None), 0);
    }

    #[test]
    fn a_crate_without_a_floor_is_found() {
        assert_eq!(found("synod-attic", "serde", None), 1);
    }
}
