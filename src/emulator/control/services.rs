//! The part of [`Control`] about messaging services and what WhatsApp says of a sender.

use super::super::world::{Service, Standing, Webhooks};
use super::Control;

impl Control {
    /// Adds a messaging service with senders, by sid or address. Its senders keep their own addresses until
    /// [`Control::set_service_webhooks`].
    pub fn add_service(&self, account_sid: &str, sid: &str, senders: &[&str], status_callback_url: Option<&str>) {
        self.core.change(|state| {
            let members = senders.iter().filter_map(|key| state.world.sender(key)).map(|it| it.sid.clone());
            let service = Service {
                sid: sid.to_owned(),
                account_sid: account_sid.to_owned(),
                senders: members.collect(),
                name: "Messaging Service".to_owned(),
                webhooks: Webhooks {
                    status_callback_url: status_callback_url.map(str::to_owned),
                    ..Webhooks::default()
                },
                defers_to_number: true,
            };
            state.world.services.retain(|other| other.sid != sid);
            state.world.services.push(service);
        });
    }

    /// Sets where a service posts to, and whether its senders keep their own addresses all the same.
    pub fn set_service_webhooks(&self, sid: &str, webhooks: Webhooks, defers_to_number: bool) {
        self.core.change(|state| {
            if let Some(service) = state.world.services.iter_mut().find(|service| service.sid == sid) {
                (service.webhooks, service.defers_to_number) = (webhooks, defers_to_number);
            }
        });
    }

    /// Where a service posts to.
    #[must_use]
    pub fn service_webhooks(&self, sid: &str) -> Webhooks {
        let state = self.core.lock();
        let service = state.world.services.iter().find(|service| service.sid == sid);
        service.map(|service| service.webhooks.clone()).unwrap_or_default()
    }

    /// Puts a sender into a service of its own, whose settings win from now on; answers its `MG…`.
    pub fn put_into_service(&self, sender: &str) -> Option<String> {
        let (account_sid, sid) = {
            let state = self.core.lock();
            let sender = state.world.sender(sender)?;
            if state.world.service_of(&sender.sid).is_some() {
                return None;
            }
            (sender.account_sid.clone(), self.core.sid("MG"))
        };
        self.add_service(&account_sid, &sid, &[sender], None);
        self.set_service_webhooks(&sid, Webhooks::default(), false);
        Some(sid)
    }

    /// Takes a sender out of its service; a service without senders goes.
    pub fn take_out_of_service(&self, sender: &str) {
        self.core.change(|state| {
            let Some(sid) = state.world.sender(sender).map(|sender| sender.sid.clone()) else { return };
            for service in &mut state.world.services {
                service.senders.retain(|member| *member != sid);
            }
            state.world.services.retain(|service| !service.senders.is_empty());
        });
    }

    /// Sets what WhatsApp says of a sender.
    pub fn set_standing(&self, sender: &str, standing: Standing) {
        self.core.change(|state| {
            if let Some(sender) = state.world.sender_mut(sender) {
                sender.standing = standing;
            }
        });
    }

    /// Takes a sender away, as if it had been deleted at Twilio.
    pub fn remove_sender(&self, sender: &str) {
        self.core.change(|state| {
            let Some(sid) = state.world.sender(sender).map(|sender| sender.sid.clone()) else { return };
            state.world.senders.retain(|other| other.sid != sid);
        });
    }
}
