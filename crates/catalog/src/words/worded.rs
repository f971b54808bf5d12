//! Which words of the language tables are whose.

use super::{Intro, Language, LedgerWords, english};
use machine::{NodeId, Protocol};
use simulator::Words;

/// A protocol whose words are in the language tables.
pub(crate) trait Worded: Protocol {
    /// Its words, rules and notes in this language.
    fn words(language: Language) -> &'static Words<Self>;

    /// Those of its words that a run of the usual options needs in which nobody has acted: all,
    /// unless they can be fewer.
    fn brief(language: Language) -> &'static Words<Self> {
        Self::words(language)
    }

    /// A rule's title, and what it demands and what goes wrong without it. Apart from the other
    /// words, so that it is loaded with what uses it.
    fn rule(language: Language, rule: Self::Rule) -> (&'static str, &'static str);

    /// A short label for the timeline, for a note that leaves a mark there.
    fn mark_label(language: Language, me: NodeId, note: &Self::Note) -> Option<String>;

    /// What a person is told who meets it for the first time.
    fn intro(language: Language) -> &'static Intro;

    /// How what its servers hold, side by side, is called: a replicated log, unless it says
    /// otherwise.
    fn ledger(language: Language) -> &'static LedgerWords {
        match language {
            Language::English => &english::REPLICATED_LOG,
        }
    }
}

/// The words of these protocols: the file with their words, and the one with their notes. Whatever
/// is not a replicated log has a ledger of its own.
macro_rules! worded {
    ($(
        $protocol:path: $words:ident, $notes:ident
        $(, ledger $ledger:ident)? $(, brief $brief:ident)?;
    )*) => {$(
        impl Worded for $protocol {
            fn words(language: Language) -> &'static Words<Self> {
                match language {
                    Language::English => &english::$words::WORDS,
                }
            }

            $(fn brief(language: Language) -> &'static Words<Self> {
                match language {
                    Language::English => &english::$words::$brief,
                }
            })?

            fn rule(language: Language, rule: Self::Rule) -> (&'static str, &'static str) {
                match language {
                    Language::English => {
                        (english::$words::rule_title(rule), english::$words::rule(rule))
                    }
                }
            }

            fn mark_label(language: Language, me: NodeId, note: &Self::Note) -> Option<String> {
                match language {
                    Language::English => english::$notes::mark(me, note),
                }
            }

            fn intro(language: Language) -> &'static Intro {
                match language {
                    Language::English => &english::$words::INTRO,
                }
            }

            $(fn ledger(language: Language) -> &'static LedgerWords {
                match language {
                    Language::English => &english::$words::$ledger,
                }
            })?
        }
    )*};
}

worded! {
    protocols::raft::Raft: raft, raft_figure_2, brief BRIEF;
    protocols::paxos::Paxos: paxos, paxos_notes, ledger LEDGER;
    protocols::multi_paxos::MultiPaxos: multi_paxos, multi_paxos_notes, ledger LEDGER;
    protocols::two_phase::TwoPhase: two_phase, two_phase_notes, ledger LEDGER;
    protocols::three_phase::ThreePhase: three_phase, three_phase_notes, ledger LEDGER;
    protocols::primary_backup::PrimaryBackup: primary_backup, primary_backup_notes, ledger LEDGER;
}
