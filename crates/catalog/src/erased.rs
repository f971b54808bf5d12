//! A run of some protocol behind [`Experiment`], which no longer names it.

use crate::acting::Acting;
use crate::experiment::{Experiment, Narration, Past, Sentence};
use crate::history::LeftOut;
use crate::list::{Profile, ProtocolInfo, info, profile};
use crate::open::{OpenError, checked};
use crate::telling::Telling;
use crate::words::{Language, OwnWords, Worded, world};
use core::any::Any;
use core::ops::Range;
use machine::{
    ClientId, Command, Mark, Micros, NodeId, Options, Outcome, Reply, Text, Tone, Underway,
    is_of_another_work,
};
use simulator::{
    Act, Action, Checking, EventKind, Glance, Label, Moment, Operation, Refusal, Run, Scene, Setup,
};
use simulator::{Table, Timeline, Trace};

/// A run of `P`.
pub(crate) struct Erased<P: Worded> {
    timeline: Timeline<P>,
    telling: Telling<P>,
}

impl<P: Worded> Erased<P> {
    /// Opens a new run.
    pub(crate) fn open(setup: Setup) -> Result<Box<dyn Experiment>, OpenError> {
        let options = checked::<P>(&setup)?;
        let timeline = Timeline::new(setup, &options);
        Ok(Box::new(Erased::<P> { timeline, telling: Telling::full() }))
    }

    /// Opens a new run of the usual options, to be told in few words until a person acts. The setup
    /// must be valid.
    pub(crate) fn open_briefly(setup: Setup) -> Box<dyn Experiment> {
        let timeline = Timeline::new(setup, &Options::defaults(P::info().options));
        Box::new(Erased::<P> { timeline, telling: Telling::brief() })
    }

    /// Who a note is about: where its event happened.
    fn speaker(&self, event: u32) -> NodeId {
        let place = self.timeline.trace().events[event as usize].place;
        place.and_then(machine::Endpoint::node).unwrap_or(NodeId(1))
    }

    fn told_notes(&self, event: u32, language: Language) -> Vec<Sentence> {
        let words = self.telling.words(language);
        let speaker = self.speaker(event);
        let sentence = |note: &P::Note| {
            let info = P::note_info(note);
            let source = match info.section {
                "" => String::new(),
                section if is_of_another_work(section) => section.to_owned(),
                section => format!("{} §{section}", P::info().title),
            };
            Sentence { text: (words.note)(speaker, note), source, tone: info.tone }
        };
        let mut sentences: Vec<Sentence> = Vec::new();
        for note in self.timeline.notes(event) {
            let sentence = sentence(note);
            let place = sentences.partition_point(|other| rank(other.tone) <= rank(sentence.tone));
            sentences.insert(place, sentence);
        }
        sentences
    }

    fn mark(&self, event: u32, language: Language) -> Option<(Mark, String)> {
        let recorded = &self.timeline.trace().events[event as usize];
        let mark = recorded.mark?;
        let notes = self.timeline.notes(event).iter();
        let label = match mark {
            Mark::Fault => self.telling.act_label(self.timeline.trace(), recorded, language),
            Mark::Violation => Some(world(language).violation.to_string()),
            Mark::Election | Mark::Commit | Mark::Decision => notes
                .filter(|note| P::note_info(note).mark == Some(mark))
                .find_map(|note| P::mark_label(language, self.speaker(event), note)),
        };
        label.map(|label| (mark, label))
    }
}

impl<P: Worded> Past for simulator::Past<'_, P> {
    fn go_on(&mut self, position: u32) {
        self.go_on(position);
    }

    fn server(&self, node: NodeId, log: Range<u64>, language: Language) -> Glance {
        self.simulation().glance(node, log, P::brief(language))
    }

    fn operation(&self, client: ClientId, number: u64) -> Option<&Operation> {
        self.simulation().operation(client, number)
    }
}

/// The most telling tone first.
fn rank(tone: Tone) -> u8 {
    match tone {
        Tone::Broken => 0,
        Tone::Progress => 1,
        Tone::Refusal => 2,
        Tone::Plain => 3,
        Tone::Ignored => 4,
    }
}

impl<P: Worded> Experiment for Erased<P> {
    fn profile(&self, language: Language) -> Profile {
        profile::<P>(language)
    }

    fn setup(&self) -> &Setup {
        self.timeline.setup()
    }

    fn position(&self) -> u32 {
        self.timeline.position()
    }

    fn length(&self) -> u32 {
        self.timeline.length()
    }

    fn now(&self) -> Micros {
        self.timeline.now()
    }

    fn next_due(&self) -> Option<Micros> {
        self.timeline.next_due()
    }

    fn step(&mut self) -> bool {
        self.timeline.step()
    }

    fn step_back(&mut self) -> bool {
        self.timeline.step_back()
    }

    fn seek(&mut self, position: u32) -> u32 {
        self.timeline.seek(position)
    }

    fn advance_to(&mut self, time: Micros, events: u32) {
        self.timeline.advance_to(time, events);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn scene(&self, language: Language) -> Scene {
        self.timeline.scene(self.telling.words(language))
    }

    fn trace(&self) -> &Trace {
        self.timeline.trace()
    }

    fn narrate(&self, event: u32, language: Language) -> Narration {
        let (trace, words) = (self.timeline.trace(), self.telling.words(language));
        let recorded = &trace.events[event as usize];
        let timer = |id| {
            let timers = P::info().timers.iter();
            let known = timers.map(|(timer, _, word)| ((*timer).into(), *word));
            let word = known.filter(|(known, _)| *known == id).map(|(_, word)| word).next();
            word.map_or("", |word| (words.word)(word))
        };
        let own = OwnWords { timer: &timer, command: words.command };
        let text = self.telling.event(trace, recorded, own, language);
        let own = Sentence { text, source: String::new(), tone: Tone::Plain };
        let mut sentences = self.told_notes(event, language);
        // What a person did comes first, unless a property broke; an arrival is told by what it
        // led to.
        let is_act = matches!(recorded.kind, EventKind::Acted(_) | EventKind::TimedOut(_));
        let broken = sentences.iter().take_while(|s| s.tone == Tone::Broken).count();
        let place = if is_act { broken } else { sentences.len() };
        sentences.insert(place, own);
        Narration { sentences, mark: self.mark(event, language) }
    }

    fn violation(&self) -> Option<(u32, &'static str)> {
        self.timeline.simulation().violation()
    }
}

impl<P: Worded> Acting for Erased<P> {
    fn info(&self, language: Language) -> ProtocolInfo {
        info::<P>(language)
    }

    fn run(&self) -> Run {
        self.timeline.run()
    }

    fn past(&self, position: u32) -> Box<dyn Past + '_> {
        Box::new(self.timeline.past(position))
    }

    fn trace_hash(&self) -> u64 {
        self.timeline.simulation().trace_hash()
    }

    fn role(&self, node: NodeId, language: Language) -> Option<Label> {
        self.timeline.role(node, self.telling.words(language))
    }

    fn check_properties(&mut self, checking: Checking) {
        self.timeline.check_properties(checking);
    }

    fn check(&self, action: &Action) -> Result<(), Refusal> {
        self.timeline.check(action)
    }

    fn act(&mut self, action: Action) -> Result<(), Refusal> {
        self.telling = Telling::full();
        self.timeline.act(action)
    }

    fn act_at(&mut self, act: &Act) -> Result<(), Refusal> {
        self.telling = Telling::full();
        self.timeline.act_at(act)
    }

    fn retake(&mut self, acts: &[Act]) -> Vec<LeftOut> {
        self.telling = Telling::full();
        let left_out = self.timeline.retake(acts).into_iter();
        left_out.map(|(act, why)| LeftOut { act, why }).collect()
    }

    fn run_until(&mut self, at: Moment, events: u32) -> bool {
        self.timeline.run_until(at, events)
    }

    fn pass_until(&mut self, time: Micros) {
        self.timeline.pass_until(time);
    }

    fn table(&self, language: Language) -> Table {
        self.timeline.table(P::words(language))
    }

    fn command(&self, command: &Command, language: Language) -> String {
        (P::words(language).command)(command)
    }

    fn answer(&self, outcome: &Outcome, language: Language) -> String {
        (P::words(language).reply)(&Reply::Done(outcome.clone()))
    }

    fn underway(&self, language: Language) -> Vec<(NodeId, Underway<Label>)> {
        self.timeline.underway(P::words(language))
    }

    fn declined(
        &self,
        node: NodeId,
        order: &Text,
        named: &[NodeId],
        language: Language,
    ) -> Option<String> {
        let said = self.timeline.declined(node, order, named)?;
        Some((P::words(language).note)(node, &said).replace("**", ""))
    }
}
