//! What waits, in its order, so that an assignment looks at few of many.
//!
//! The order: the priority of the queue, then what is kept for an agent who comes back to it, then the priority of the
//! conversation, then who waits longest, then the older conversation.
//!
//! Conversations that need the same stand in one lane. Within one pass agents only get fuller, so when nobody fits the
//! first of a lane, nobody fits the others, and the pass goes on to the next lane. A pass costs as many looks as it gives
//! conversations away, and one for each lane; ten thousand that wait for Greek at level 7 are one lane. Whoever fills a
//! backlog from a table needs no more of each lane than [`Floor::places_for`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use crate::domain::assignment::{Choice, Floor, Item, Needs};
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::offer::Refused;
use crate::domain::queue::Priority;
use crate::domain::time::Timestamp;

/// Where a conversation stands in the order of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    queue: Priority,
    not_kept: bool,
    priority: Priority,
    since: Timestamp,
    conversation: ConversationId,
}

/// What makes a lane: equal needs, equal exceptions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    needs: Needs,
    kept: Option<(UserId, bool)>,
    refused: Refused,
}

/// The number of a lane.
type LaneId = u64;

/// Those who need the same, in their order.
#[derive(Clone, Debug)]
struct Lane {
    shape: Shape,
    items: BTreeMap<Place, Item>,
}

/// What waits.
#[derive(Clone, Debug, Default)]
pub struct Backlog {
    shapes: BTreeMap<Shape, LaneId>,
    lanes: BTreeMap<LaneId, Lane>,
    /// The first of each lane.
    heads: BTreeSet<(Place, LaneId)>,
    places: HashMap<ConversationId, (Place, LaneId)>,
    lanes_made: LaneId,
}

/// A conversation that somebody gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The conversation.
    pub item: Item,
    /// Who gets it.
    pub agent: UserId,
    /// Who was thought of.
    pub choice: Choice,
}

impl Backlog {
    /// A conversation begins to wait; one that waits already is put where it belongs now. `queue` is the priority of its
    /// queue.
    pub fn add(&mut self, item: Item, queue: Priority, now: Timestamp) {
        self.remove(item.conversation);
        let excluding = item.kept.map(|kept| (kept.agent, kept.excludes_others(now)));
        let place = Place {
            queue,
            not_kept: !excluding.is_some_and(|(_, excludes)| excludes),
            priority: item.priority,
            since: item.since,
            conversation: item.conversation,
        };
        let shape = Shape { needs: item.needs.clone(), kept: excluding, refused: item.refused.clone() };
        let lane = self.shapes.get(&shape).copied().unwrap_or_else(|| {
            self.lanes_made = self.lanes_made.saturating_add(1);
            self.shapes.insert(shape.clone(), self.lanes_made);
            self.lanes_made
        });
        self.places.insert(item.conversation, (place, lane));
        let items = &mut self.lanes.entry(lane).or_insert_with(|| Lane { shape, items: BTreeMap::new() }).items;
        let head = items.keys().next().copied();
        items.insert(place, item);
        if head.is_none_or(|head| place < head) {
            if let Some(head) = head {
                self.heads.remove(&(head, lane));
            }
            self.heads.insert((place, lane));
        }
    }

    /// A conversation does not wait any more.
    pub fn remove(&mut self, conversation: ConversationId) -> Option<Item> {
        let (place, lane) = self.places.remove(&conversation)?;
        let items = &mut self.lanes.get_mut(&lane)?.items;
        let item = items.remove(&place);
        let next = items.keys().next().copied();
        if next.is_none()
            && let Some(empty) = self.lanes.remove(&lane)
        {
            self.shapes.remove(&empty.shape);
        }
        if self.heads.remove(&(place, lane)) {
            self.heads.extend(next.map(|next| (next, lane)));
        }
        item
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What waits, lane by lane: the first of each, in the order in which they would be given.
    pub fn heads(&self) -> impl Iterator<Item = &Item> {
        self.heads.iter().filter_map(|(place, lane)| self.item(*place, *lane))
    }

    fn item(&self, place: Place, lane: LaneId) -> Option<&Item> {
        self.lanes.get(&lane).and_then(|lane| lane.items.get(&place))
    }

    /// Gives away what can be given at `now`, at most `most` conversations, and says for each who was thought of.
    pub fn assign(&mut self, floor: &mut Floor, now: Timestamp, most: usize) -> Vec<Given> {
        let mut given = Vec::new();
        let mut from = Bound::Unbounded;
        let mut room = floor.room();
        while given.len() < most && !room.is_none() {
            let Some((place, lane)) = self.heads.range((from, Bound::Unbounded)).next().copied() else { break };
            // The next of this lane comes later in the order, so that one way through is enough.
            from = Bound::Excluded((place, lane));
            let Some(item) = self.item(place, lane) else { continue };
            if !room.may_fit(&item.needs) {
                continue;
            }
            let choice = floor.choose(item, now);
            let Some(agent) = choice.agent else { continue };
            let Some(item) = self.remove(item.conversation) else { continue };
            floor.give(&item, agent, now);
            room = floor.room();
            given.push(Given { item, agent, choice });
        }
        given
    }
}
