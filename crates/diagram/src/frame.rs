//! How a picture's pixels are shared out among lanes and time.

use crate::lane::Lane;
use crate::window::Window;
use machine::{ClientId, Endpoint, Micros, NodeId};

/// The least height of a lane at which clients still get lanes of their own.
const PITCH_WITH_CLIENTS: f64 = 26.0;
/// The greatest height of a lane.
const PITCH_MAX: f64 = 30.0;
/// How much of a server's lane a client's lane takes.
const CLIENT_SHARE: f64 = 0.7;

/// The margins round the lanes, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Insets {
    /// Above the first lane's centre.
    pub top: f64,
    /// Right of the last moment.
    pub right: f64,
    /// Below the last lane's centre, where the labels are.
    pub bottom: f64,
    /// Left of the first moment, where the lanes' names are.
    pub left: f64,
}

/// A picture's size, margins and time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
    /// Its margins.
    pub insets: Insets,
    /// The time it shows.
    pub window: Window,
}

impl Frame {
    /// How many pixels the window's whole length takes.
    #[must_use]
    pub fn plot_width(&self) -> f64 {
        (self.width - self.insets.left - self.insets.right).max(1.0)
    }

    /// Where a moment stands, from the left edge, also outside the window.
    #[must_use]
    pub fn x(&self, at: Micros) -> f64 {
        let after = at.0 as f64 - self.window.from.0 as f64;
        self.insets.left + after * self.plot_width() / self.window.length().0 as f64
    }

    /// The moment that stands at `x`; the nearer end of the window outside it.
    #[must_use]
    pub fn moment(&self, x: f64) -> Micros {
        let share = ((x - self.insets.left) / self.plot_width()).clamp(0.0, 1.0);
        let after = share * self.window.length().0 as f64;
        self.window.from.plus(Micros(after.round() as u64))
    }

    /// A lane for each server and, if there is room, for each client.
    #[must_use]
    pub fn lanes(&self, nodes: u8, clients: u8) -> Vec<Lane> {
        let room = (self.height - self.insets.top - self.insets.bottom).max(0.0);
        let gaps = f64::from(nodes.max(1) - 1);
        let with_clients = room / (gaps + CLIENT_SHARE * f64::from(clients)).max(1.0);
        let shows_clients = clients > 0 && with_clients >= PITCH_WITH_CLIENTS;
        let pitch = if shows_clients { with_clients } else { room / gaps.max(1.0) };
        let pitch = pitch.min(PITCH_MAX);
        let mut lanes: Vec<Lane> = NodeId::all(nodes)
            .map(|node| Lane {
                end: Endpoint::Node(node),
                y: self.insets.top + pitch * f64::from(node.0 - 1),
            })
            .collect();
        if shows_clients {
            let last = self.insets.top + pitch * gaps;
            lanes.extend((1..=clients).map(|n| Lane {
                end: Endpoint::Client(ClientId(n)),
                y: last + pitch * CLIENT_SHARE * f64::from(n),
            }));
        }
        lanes
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::frame;
    use machine::Micros;

    #[test]
    fn moments_and_places_answer_each_other() {
        let frame = frame(0, 1_000);
        assert_eq!(frame.x(Micros::from_ms(500)), 550.0);
        assert_eq!(frame.moment(550.0), Micros::from_ms(500));
        assert_eq!(frame.moment(-20.0), Micros(0));
    }

    #[test]
    fn clients_have_lanes_only_where_there_is_room() {
        let frame = frame(0, 1_000);
        assert_eq!(frame.lanes(3, 2).len(), 5);
        assert_eq!(frame.lanes(9, 2).len(), 9);
    }

    #[test]
    fn every_lane_stands_between_the_margins() {
        let frame = frame(0, 1_000);
        for nodes in 1..=9 {
            for lane in frame.lanes(nodes, 2) {
                assert!(lane.y >= frame.insets.top, "{lane:?}");
                assert!(lane.y <= frame.height - frame.insets.bottom, "{lane:?}");
            }
        }
    }
}
