//! What a newcomer to a protocol is told.

#[test]
fn every_protocol_says_what_to_do_first() {
    for info in catalog::protocols(catalog::Language::English) {
        assert!(!info.profile.intro.begin.is_empty(), "{}", info.profile.name);
        assert!(!info.profile.intro.try_first.is_empty(), "{}", info.profile.name);
    }
}

#[test]
fn every_option_of_a_protocol_is_explained() {
    for info in catalog::protocols(catalog::Language::English) {
        for option in info.options {
            let words = catalog::option(info.profile.name, option, catalog::Language::English);
            assert!(!words.help.is_empty(), "{} {}", info.profile.name, option.name);
        }
    }
}
