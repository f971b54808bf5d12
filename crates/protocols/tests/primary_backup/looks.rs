//! What a person sees of a server and of a message: the names that files and tests rely on.

use super::cluster::{Hand, put, s};
use machine::{Mark, NodeView, Protocol, Shape, Value, WHOLE_LOG};
use protocols::primary_backup::{Message, Note, PrimaryBackup, ViewNumber, Word};

fn view(hand: &Hand, node: u8) -> NodeView<Word> {
    let node = hand.nodes[s(node).index()].as_ref().expect("the node is up");
    hand.protocol.view(node, WHOLE_LOG)
}

/// The value of the field of this stable name.
fn field<'a>(view: &'a NodeView<Word>, name: &str) -> &'a Value<Word> {
    let found = view.memory.iter().find(|field| <&str>::from(field.name) == name);
    &found.expect("there is such a field").value
}

#[test]
fn roles_differ_in_shape_and_share_the_view_as_their_colour() {
    let mut hand = Hand::new(4);
    hand.begin();
    hand.ping(4);
    let expected = [
        (1, "view-service", Shape::DottedRing),
        (2, "primary", Shape::Hexagon),
        (3, "backup", Shape::Ring),
        (4, "spare", Shape::DottedRing),
    ];
    for (node, role, shape) in expected {
        let view = view(&hand, node);
        assert_eq!((<&str>::from(view.role), view.status.shape), (role, shape));
        assert_eq!((<&str>::from(view.era_name), view.status.era), ("view", 2));
    }
}

#[test]
fn operations_are_solid_once_they_are_answered_for() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    hand.ask(1, 2, s(2), put("2"));
    let cells: Vec<_> =
        view(&hand, 2).log.into_iter().map(|c| (c.index, c.era, c.decided)).collect();
    assert_eq!(cells, [(1, 2, true), (2, 2, false)]);
    assert_eq!(field(&view(&hand, 2), "commit"), &Value::Number(1));
    assert_eq!(view(&hand, 2).badges[0].count, 1);
    hand.settle();
    // The backup hears with the next operation that the one before was answered for.
    let decided: Vec<_> = view(&hand, 3).log.into_iter().map(|cell| cell.decided).collect();
    assert_eq!(decided, [true, false]);
}

#[test]
fn the_view_service_shows_whom_it_hears() {
    let mut hand = Hand::new(4);
    hand.begin();
    let view = view(&hand, 1);
    assert_eq!(field(&view, "alive"), &Value::Nodes(vec![s(2), s(3)]));
    assert_eq!(field(&view, "acknowledged"), &Value::Word(Word::Yes));
    assert_eq!(view.peers.len(), 3);
    assert!(view.log.is_empty());
}

#[test]
fn only_answers_are_drawn_as_answers_and_only_refusals_as_refusals() {
    let number = ViewNumber(3);
    let refused = PrimaryBackup::message_head(&Message::Refused { view: number });
    assert!(refused.is_reply && refused.is_refusal && refused.era == 3);
    let ping = PrimaryBackup::message_head(&Message::Ping { view: number });
    assert!(!ping.is_reply && !ping.is_refusal);
    let kinds = PrimaryBackup::info().kinds;
    assert!(kinds.contains(&refused.kind) && kinds.contains(&ping.kind));
}

#[test]
fn a_new_primary_and_an_answer_leave_marks() {
    let mark = |note| PrimaryBackup::note_info(&note).mark;
    assert_eq!(mark(Note::BecamePrimaryAlone(ViewNumber(1))), Some(Mark::Election));
    assert_eq!(mark(Note::Ticked), None);
    let broken = Note::TwoPrimaries(ViewNumber(1), s(2), s(3));
    assert_eq!(mark(broken), Some(Mark::Violation));
}

#[test]
fn a_disk_shows_the_view_its_members_and_how_much_it_holds() {
    let mut hand = Hand::new(3);
    hand.begin();
    let fields = hand.protocol.disk_view(&hand.disks[2]);
    let names: Vec<&str> = fields.iter().map(|field| field.name.into()).collect();
    assert_eq!(names, ["view", "primary", "backup", "holds", "log"]);
    assert_eq!(fields[2].value, Value::Node(Some(s(3))));
}
