//! The list of protocols. A new one is one line here.

use crate::acting::Acting;
use crate::erased::Erased;
use crate::experiment::Experiment;
use crate::open::OpenError;
use crate::words::{Intro, Language, LedgerWords, Worded};
use core::any::Any;
use machine::{Assumes, OptionInfo, Prediction, Protocol, Workload};
use simulator::{Label, Setup};

/// Everything the catalog does with a protocol before a run of it is open.
pub(crate) struct Entry {
    pub(crate) info: fn(Language) -> ProtocolInfo,
    pub(crate) open: fn(Setup) -> Result<Box<dyn Experiment>, OpenError>,
}

const fn entry<P: Worded>() -> Entry {
    Entry { info: info::<P>, open: Erased::<P>::open }
}

macro_rules! protocols {
    ($first:ty $(, $other:ty)*) => {
        protocols!(all: $first $(, $other)*);

        /// The name of the first protocol in files.
        #[must_use]
        pub fn first_name() -> &'static str {
            <$first>::info().name
        }

        /// Opens a new run of the first protocol at its beginning. The setup must be valid, and of
        /// the usual options. A page that opens its first run so can load later whatever else
        /// there is: other protocols, what tells a wrong setup, what acts, and the words for it.
        #[must_use]
        pub fn open_first(setup: Setup) -> Box<dyn Experiment> {
            Erased::<$first>::open_briefly(setup)
        }
    };
    (all: $($protocol:ty),*) => {
        /// Every protocol, in the order of the picker.
        pub(crate) const PROTOCOLS: &[Entry] = &[$(entry::<$protocol>()),*];

        /// The name of every protocol in files, and for a person, in the order of the picker.
        #[must_use]
        pub fn titles() -> Vec<(&'static str, &'static str)> {
            vec![$((<$protocol>::info().name, <$protocol>::info().title)),*]
        }

        /// What changes a run of one of them.
        pub(crate) fn acting(run: &dyn Any) -> &dyn Acting {
            $(if let Some(run) = run.downcast_ref::<Erased<$protocol>>() {
                return run;
            })*
            unreachable!("a run is of a protocol of the list")
        }

        /// The same, to change it.
        pub(crate) fn acting_mut(run: &mut dyn Any) -> &mut dyn Acting {
            $(if run.is::<Erased<$protocol>>() {
                return run.downcast_mut::<Erased<$protocol>>().expect("it is one");
            })*
            unreachable!("a run is of a protocol of the list")
        }
    };
}

protocols![
    protocols::raft::Raft,
    protocols::paxos::Paxos,
    protocols::multi_paxos::MultiPaxos,
    protocols::two_phase::TwoPhase,
    protocols::three_phase::ThreePhase,
    protocols::primary_backup::PrimaryBackup
];

/// A rule or a property of a protocol, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleWords {
    /// Its stable name and its title.
    pub name: Label,
    /// The section of the paper that states it.
    pub section: &'static str,
    /// What it demands, and what goes wrong without it.
    pub help: &'static str,
}

/// An order that a protocol takes, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderWords {
    /// Its stable name and its title.
    pub name: Label,
    /// The section of the paper that describes it.
    pub section: &'static str,
    /// The least and the greatest number of servers that it names.
    pub names: (u8, u8),
}

/// What a person sees of a protocol before asking for more.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name in files.
    pub name: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// The paper it follows, cited.
    pub paper: &'static str,
    /// The least and the greatest number of servers.
    pub nodes: (u8, u8),
    /// What a person is told who meets it for the first time.
    pub intro: &'static Intro,
    /// How what its servers hold, side by side, is called.
    pub ledger: &'static LedgerWords,
    /// What its clients ask for.
    pub workload: Workload,
    /// How many of its rules can be switched off.
    pub rules: usize,
}

/// What is fixed about a protocol.
#[derive(Clone, Debug)]
pub struct ProtocolInfo {
    /// What is seen of it first.
    pub profile: Profile,
    /// The kinds of message.
    pub kinds: &'static [&'static str],
    /// The timers.
    pub timers: Vec<Label>,
    /// The rules that can be switched off.
    pub rules: Vec<RuleWords>,
    /// What must always hold.
    pub properties: Vec<RuleWords>,
    /// What a person may order a server to do.
    pub orders: Vec<OrderWords>,
    /// The options a run may set.
    pub options: &'static [OptionInfo],
    /// What its promises rest on.
    pub assumes: Assumes,
    /// What its own theory says will break, and when; the reason in words.
    pub predictions: Vec<Prediction<&'static str>>,
}

/// Every protocol, in the order of the picker.
#[must_use]
pub fn protocols(language: Language) -> Vec<ProtocolInfo> {
    PROTOCOLS.iter().map(|entry| (entry.info)(language)).collect()
}

pub(crate) fn profile<P: Worded>(language: Language) -> Profile {
    let info = <P as Protocol>::info();
    Profile {
        name: info.name,
        title: info.title,
        paper: info.paper,
        nodes: info.nodes,
        intro: P::intro(language),
        ledger: P::ledger(language),
        workload: P::workload(),
        rules: info.rules.len(),
    }
}

pub(crate) fn info<P: Worded>(language: Language) -> ProtocolInfo {
    let info = <P as Protocol>::info();
    let words = P::words(language);
    let timer = |(_, key, word): &(P::Timer, &'static str, P::Word)| Label {
        key,
        text: (words.word)(*word),
    };
    let rule = |rule: &machine::RuleInfo<P::Rule>| {
        let (text, help) = P::rule(language, rule.rule);
        RuleWords { name: Label { key: rule.name, text }, section: rule.section, help }
    };
    let property = |property: &machine::Property<P>| RuleWords {
        name: Label { key: property.name, text: (words.word)(property.title) },
        section: property.section,
        help: (words.property)(property.title),
    };
    let order = |order: &machine::OrderInfo<P>| OrderWords {
        name: Label { key: order.name, text: (words.word)(order.title) },
        section: order.section,
        names: order.names,
    };
    let prediction = |it: &Prediction<P::Word>| Prediction {
        properties: it.properties,
        when: it.when,
        reason: (words.word)(it.reason),
    };
    ProtocolInfo {
        profile: profile::<P>(language),
        kinds: info.kinds,
        timers: info.timers.iter().map(timer).collect(),
        rules: info.rules.iter().map(rule).collect(),
        properties: info.properties.iter().map(property).collect(),
        orders: P::orders().iter().map(order).collect(),
        options: info.options,
        assumes: P::assumes(),
        predictions: P::predictions().iter().map(prediction).collect(),
    }
}
