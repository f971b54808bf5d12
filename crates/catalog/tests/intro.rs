//! What a newcomer to a protocol is told.

use std::path::Path;

#[test]
fn every_scenario_that_a_protocol_names_is_there_for_the_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static/scenarios");
    for info in catalog::protocols(catalog::Language::English) {
        for (file, title) in info.profile.intro.scenarios {
            let run = folder.join(info.profile.name).join(file).with_extension("run");
            assert!(run.is_file(), "{title}: {}", run.display());
        }
    }
}

#[test]
fn every_protocol_says_what_to_do_first() {
    for info in catalog::protocols(catalog::Language::English) {
        assert!(!info.profile.intro.begin.is_empty(), "{}", info.profile.name);
        assert!(!info.profile.intro.try_first.is_empty(), "{}", info.profile.name);
    }
}
