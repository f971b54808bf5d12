//! Links and files of comparisons.

use crate::{ONE, TWO, all, lesson, setup};
use catalog::{
    Comparison, ComparisonFile, OpenError, checks, comparison_link, comparison_of, from_link,
};
use catalog::{is_comparison, is_comparison_file, open, open_comparison};
use machine::Micros;
use simulator::{Action, KeptComparison};

#[test]
fn thirty_joint_acts_fit_in_a_link_of_900_characters() {
    let comparison = lesson(30);
    assert_eq!(comparison.joints().len(), 30);
    assert!(comparison.joints().iter().all(|joint| joint.iter().all(Option::is_some)));
    let link = comparison_link(&comparison.kept("Look at S1")).unwrap();
    assert!(link.len() <= 900, "{} characters", link.len());
}

#[test]
fn a_link_and_a_file_open_what_was_kept() {
    let mut comparison = lesson(8);
    comparison.seek(Micros(3_333_333));
    comparison.step();
    let kept = comparison.kept("Look");
    let link = comparison_link(&kept).unwrap();
    assert!(is_comparison(&link));
    assert_eq!(comparison_of(&link), Ok(kept.clone()));
    let opened = open_comparison(kept.clone(), &[]).unwrap();
    assert_eq!(all(&opened), all(&comparison));
    assert_eq!(opened.now(), comparison.now());
    let file = ComparisonFile { kept, checks: comparison.runs().map(checks).collect() };
    let text = file.to_json().unwrap();
    assert!(is_comparison_file(text.as_bytes()));
    assert_eq!(ComparisonFile::from_json(text.as_bytes()), Ok(file));
}

#[test]
fn an_order_is_kept_in_a_version_that_knows_it() {
    let order = Action::Order(ONE, "transfer".into(), vec![TWO]);
    let setups = vec![setup("raft", 5), setup("raft", 3)];
    let mut comparison = Comparison::open(setups).unwrap();
    let written = |comparison: &Comparison| {
        let kept = comparison.kept("");
        let link = comparison_link(&kept).unwrap();
        assert!(is_comparison(&link));
        assert_eq!(comparison_of(&link).as_ref(), Ok(&kept));
        assert_eq!(all(&open_comparison(kept.clone(), &[]).unwrap()), all(comparison));
        let file = ComparisonFile { kept, checks: comparison.runs().map(checks).collect() };
        let text = file.to_json().unwrap();
        assert_eq!(ComparisonFile::from_json(text.as_bytes()), Ok(file));
        (link[..2].to_owned(), text.contains("\"version\": 2"))
    };
    assert_eq!(written(&comparison), ("QQ".to_owned(), false));
    comparison.act(0, &[order]).unwrap();
    assert_eq!(written(&comparison), ("Qg".to_owned(), true));
}

#[test]
fn a_link_of_another_kind_is_told_apart() {
    let run = open(setup("raft", 3)).unwrap().run();
    let kept = simulator::Kept { caption: "".into(), run, place: Default::default() };
    let of_run = catalog::to_link(&kept).unwrap();
    assert!(!is_comparison(&of_run));
    assert!(matches!(comparison_of(&of_run), Err(OpenError::Older(2, 66))));
    let link = comparison_link(&lesson(1).kept("")).unwrap();
    assert!(matches!(from_link(&link), Err(OpenError::Newer(65, 4))));
    for wrong in ["", "Q", "é€", "scenario", "Qg", "Qw"] {
        assert!(!is_comparison(wrong) || comparison_of(wrong).is_err(), "{wrong}");
    }
    assert!(matches!(comparison_of("QwAA"), Err(OpenError::Newer(67, 66))));
}

#[test]
fn changed_links_are_refused_or_say_what_they_are_and_never_panic() {
    let kept = lesson(4).kept("");
    let bytes = kept.encode();
    for place in 1..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << (place % 8);
        let Ok(other) = KeptComparison::decode(&changed) else { continue };
        let size: u32 = other.sides.iter().map(|side| side.run.events).sum();
        let last = other.sides.iter().flat_map(|side| &side.run.acts).map(|act| act.at.time).max();
        if size < 100_000 && last < Some(Micros::from_ms(60_000)) {
            let hashes = |kept: &KeptComparison| {
                kept.sides.iter().map(|side| side.run.hash).collect::<Vec<_>>()
            };
            let found = hashes(&other);
            if open_comparison(other, &[]).is_ok() {
                assert_eq!(found, hashes(&kept), "what opens has the same events");
            }
        }
    }
    let mut wrong = kept;
    wrong.sides[1].run.hash ^= 1;
    let Err(OpenError::Side(2, why)) = open_comparison(wrong, &[]) else { panic!() };
    assert!(matches!(*why, OpenError::Hash(..)));
}

#[test]
fn a_wrong_file_says_what_was_expected() {
    let comparison = lesson(2);
    let checks: Vec<Vec<u8>> = comparison.runs().map(checks).collect();
    let text = ComparisonFile { kept: comparison.kept(""), checks }.to_json().unwrap();
    let said = |text: &str| ComparisonFile::from_json(text.as_bytes()).unwrap_err().to_string();
    assert!(said(&text.replace("\"version\": 1", "\"version\": 3")).contains("use a newer one"));
    assert!(said(&text.replace("synod-comparison", "synod-run")).contains("is expected"));
    let apart = text.replacen("\"seed\": 7", "\"seed\": 8", 1);
    assert!(said(&apart).contains("one seed"), "{}", said(&apart));
    assert!(said(&text[..text.len() / 2]).contains("cut short"));
    assert!(said("{}").contains("not a run"));
    // A file knows at which event a replay parts.
    let mut file = ComparisonFile::from_json(text.as_bytes()).unwrap();
    file.checks[1][60] ^= 1;
    let why = open_comparison(file.kept, &file.checks).err().unwrap();
    assert_eq!(why.to_string(), "side 2: the replay differs at event 61");
}
