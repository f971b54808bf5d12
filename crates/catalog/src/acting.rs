//! What changes a run, and what else a person asks for who works with it. No run's table of
//! functions holds it: it is found by the run's protocol, so that a page can load it later than
//! what plays.

use crate::experiment::{Experiment, Past};
use crate::history::LeftOut;
use crate::list::{ProtocolInfo, acting, acting_mut};
use crate::words::Language;
use machine::{Command, Micros, NodeId, Outcome, Text, Underway};
use simulator::{Act, Action, Checking, Label, Moment, Refusal, Run, Table};

/// A run that can be worked with.
pub(crate) trait Acting {
    fn info(&self, language: Language) -> ProtocolInfo;
    fn run(&self) -> Run;
    fn past(&self, position: u32) -> Box<dyn Past + '_>;
    fn trace_hash(&self) -> u64;
    fn role(&self, node: NodeId, language: Language) -> Option<Label>;
    fn check_properties(&mut self, checking: Checking);
    fn check(&self, action: &Action) -> Result<(), Refusal>;
    fn act(&mut self, action: Action) -> Result<(), Refusal>;
    fn act_at(&mut self, act: &Act) -> Result<(), Refusal>;
    fn retake(&mut self, acts: &[Act]) -> Vec<LeftOut>;
    fn run_until(&mut self, at: Moment, events: u32) -> bool;
    fn pass_until(&mut self, time: Micros);
    fn table(&self, language: Language) -> Table;
    fn command(&self, command: &Command, language: Language) -> String;
    fn answer(&self, outcome: &Outcome, language: Language) -> String;
    fn underway(&self, language: Language) -> Vec<(NodeId, Underway<Label>)>;
    fn declined(
        &self,
        node: NodeId,
        order: &Text,
        named: &[NodeId],
        language: Language,
    ) -> Option<String>;
}

impl dyn Experiment + '_ {
    /// Its protocol.
    #[must_use]
    pub fn info(&self, language: Language) -> ProtocolInfo {
        acting(self.as_any()).info(language)
    }

    /// The run as a value, with every known event.
    #[must_use]
    pub fn run(&self) -> Run {
        acting(self.as_any()).run()
    }

    /// A copy of the run as it was just after the first `position` events.
    #[must_use]
    pub fn past(&self, position: u32) -> Box<dyn Past + '_> {
        acting(self.as_any()).past(position)
    }

    /// The trace hash at the present position: the same natively and in WebAssembly.
    #[must_use]
    pub fn trace_hash(&self) -> u64 {
        acting(self.as_any()).trace_hash()
    }

    /// The stable name of the node's role; `None` while it is down.
    #[must_use]
    pub fn role(&self, node: NodeId, language: Language) -> Option<Label> {
        acting(self.as_any()).role(node, language)
    }

    /// Whether properties are checked after each event from here on (they are unless told not to).
    pub fn check_properties(&mut self, checking: Checking) {
        acting_mut(self.as_any_mut()).check_properties(checking)
    }

    /// Whether `action` could be taken now.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check(&self, action: &Action) -> Result<(), Refusal> {
        acting(self.as_any()).check(action)
    }

    /// Takes `action` now. Events and acts known after the present position are forgotten.
    ///
    /// # Errors
    /// Why it cannot be taken; nothing has changed then.
    pub fn act(&mut self, action: Action) -> Result<(), Refusal> {
        acting_mut(self.as_any_mut()).act(action)
    }

    /// Adds an act that comes later than all that is known, as when a kept run is opened.
    ///
    /// # Errors
    /// Why it cannot be taken then; nothing has changed, but events before it are known now.
    pub fn act_at(&mut self, act: &Act) -> Result<(), Refusal> {
        acting_mut(self.as_any_mut()).act_at(act)
    }

    /// Replaces the acts by others, which stand in the order of their moments, and goes to just
    /// after the last of them. What lies before the first difference stays known; nothing after
    /// the last act does. Returns the acts that can no longer be taken, each with the reason.
    pub fn retake(&mut self, acts: &[Act]) -> Vec<LeftOut> {
        acting_mut(self.as_any_mut()).retake(acts)
    }

    /// Goes on until an act of this moment would be next, but by at most `events` events. Returns
    /// whether it is next, or nothing more happens before it.
    pub fn run_until(&mut self, at: Moment, events: u32) -> bool {
        acting_mut(self.as_any_mut()).run_until(at, events)
    }

    /// Lets virtual time pass until `time`, but without any event: at most to just before the next.
    pub fn pass_until(&mut self, time: Micros) {
        acting_mut(self.as_any_mut()).pass_until(time);
    }

    /// The servers compared, where logs side by side do not say it all.
    #[must_use]
    pub fn table(&self, language: Language) -> Table {
        acting(self.as_any()).table(language)
    }

    /// A client's command, as the protocol words it.
    #[must_use]
    pub fn command(&self, command: &Command, language: Language) -> String {
        acting(self.as_any()).command(command, language)
    }

    /// What carrying out a command gave, as the protocol words it.
    #[must_use]
    pub fn answer(&self, outcome: &Outcome, language: Language) -> String {
        acting(self.as_any()).answer(outcome, language)
    }

    /// What every server that is up is in the middle of.
    #[must_use]
    pub fn underway(&self, language: Language) -> Vec<(NodeId, Underway<Label>)> {
        acting(self.as_any()).underway(language)
    }

    /// Why the server would not obey this order now, as it would say: `None` if it would do
    /// something.
    #[must_use]
    pub fn declined(
        &self,
        node: NodeId,
        order: &Text,
        named: &[NodeId],
        language: Language,
    ) -> Option<String> {
        acting(self.as_any()).declined(node, order, named, language)
    }
}
