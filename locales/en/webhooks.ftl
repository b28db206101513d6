# Outgoing webhooks: programs that are told what happens here.

settings-webhooks = Outgoing webhooks
admin-field-events = What it is told
admin-field-since = Happened since

webhooks-lede = Angelia tells other programs at once what happens here: a shop, a CRM, a list of your own. For each event it posts a short text to an address of yours.
webhooks-add = Add a webhook
webhooks-none = No webhook yet
webhooks-none-hint = You need one only if another program is to know what happens here. It has to have an address on the web for this; its makers call it a “webhook URL”.
webhooks-state = State
webhooks-last = Last delivered
webhooks-never = nothing yet
webhooks-waits = waits since { $when }
webhooks-full = There are { $n }, and more cannot be. Delete one first, or let one program pass things on.

webhook-state-on = on
webhook-state-off = off
webhook-state-failing = not answering
webhook-state-paused = switched itself off

webhook-add-lede = The other program gives you an address. Here you say what it is told.
webhook-answered = Last delivered { $when }.
webhook-answered-never = Nothing was delivered yet.
webhook-name-hint = To recognise it by, such as “CRM”.
webhook-url-hint = Where we post to. It begins with https://.
webhook-private = The texts of messages, names and numbers of contacts go to this address. Give it only to a program that may know them.
webhook-make = Add webhook
webhook-secret-made = The secret of this webhook
webhook-secret-once = Give it to the other program now: with it, it can tell that what comes is from here. It is shown only now.

webhook-event-conversation-created = A conversation begins
webhook-event-conversation-created-hint = With the queue that it waits in, once it is in one. A broadcast begins none.
webhook-event-conversation-assigned = Somebody gets a conversation
webhook-event-conversation-assigned-hint = By taking it, accepting it, or being given it. Not while it is only offered.
webhook-event-conversation-closed = A conversation is closed
webhook-event-conversation-closed-hint = With the reason.
webhook-event-message-in = A contact writes
webhook-event-message-in-hint = With the text.
webhook-event-message-files = The files of a message are here
webhook-event-message-files-hint = Or will not come. When a message with files comes in, they are still being fetched.
webhook-event-message-out = We write
webhook-event-message-out-hint = People, bots, automated messages and broadcasts, when it is put on its way.
webhook-event-message-status = What became of a message of ours
webhook-event-message-status-hint = Sent, delivered, read, or not delivered and why. Several for each message.
webhook-event-survey-answered = A contact answers a survey
webhook-event-survey-answered-hint = Again when the answer is changed or a comment is added.
webhook-event-test = Test

webhook-try = Try it
webhook-try-hint = Posts a test at once and shows what was answered. It works while the webhook is off, too.
webhook-test = Send a test event
webhook-test-fine = The other program took it. It works.
webhook-test-failed = The other program did not take it.

webhook-paused = It switched itself off, { $when }
webhook-paused-failing = Nothing could be delivered for three days.
webhook-paused-gone = The other program answered 410: nobody is there any more.
webhook-paused-then = What waits is kept for 14 days and goes out when you switch it on. What has happened since then was not noted for it.
webhook-switch-on-again = Switch on again
webhook-failing = { $n ->
    [one] The last call failed, { $when }.
   *[other] The last { $n } calls failed, the first { $when }.
  }
webhook-failing-then = It is called again by itself. After three days it is switched off.
webhook-switch-off = Switch off
webhook-switch-off-hint = It is told nothing while it is off. What waits stays until you switch it on.
webhook-switch-on = Switch on
webhook-switch-on-hint = It is told what happens from now on, and what still waits.
webhook-new-secret = The secret
webhook-new-secret-ask = Make a new secret…
webhook-new-secret-hint = The new one counts from the next call on. For a day the former one signs as well, so that nothing is refused while you give the new one to the other program.
webhook-new-secret-at-once = The former one ends at once
webhook-new-secret-at-once-hint = For a secret that somebody else knows. What is refused meanwhile is called again.
webhook-former-secret = The former secret signs as well until { $when }.
webhook-new-secret-now = Make a new secret
webhook-delete = Delete
webhook-delete-ask = Delete this webhook…
webhook-delete-hint = It is told nothing any more, and what waits for it is lost.
webhook-delete-now = Delete the webhook

webhook-how = What the other program has to do
webhook-how-post = Each event is one POST with JSON. The shapes of conversations, messages and surveys are those of the API.
webhook-how-answer = Answer with 200 (any 2xx) within ten seconds, and work on it afterwards. 410 says that nobody is there any more.
webhook-how-again = Without a 2xx it is called again after 10 seconds, a minute, 5 minutes, half an hour, and then more and more rarely for three days, or later if the answer has a Retry-After in seconds. So an event can come twice: its id is the same then.
webhook-how-order = Within a conversation events come in their order. One that failed for half an hour no longer holds up those after it. Between conversations there is no order; occurred_at says when it was.
webhook-how-signed = Angelia-Signature is v1= and the HMAC-SHA256 of Angelia-Timestamp, a point and the body, under the secret; for a day after a new secret was made there are two, with a comma between, and one that fits is enough. Refuse what does not fit and what was signed more than five minutes ago. All of it is described in
webhook-sample = What a body looks like

webhook-deliveries = Deliveries
webhook-deliveries-of = Deliveries to { $name }
webhook-deliveries-lede = What this webhook was told in the last 14 days, the newest first.
webhook-filter = Which
webhook-filter-all = All
webhook-filter-waiting = Waiting
webhook-filter-delivered = Delivered
webhook-filter-failed = Given up
webhook-outcome-waiting = waits
webhook-outcome-delivered = delivered
webhook-outcome-failed = given up
webhook-what = Event
webhook-about = About
webhook-outcome = Outcome
webhook-answer = Answer
webhook-no-answer-yet = not called yet
webhook-conversation = Conversation { $id }
webhook-attempts = { $n ->
    [0] not called yet
    [one] called once
   *[other] called { $n } times
  }
webhook-next = · again { $when }
webhook-last-call = · last { $when }
webhook-none = Nothing yet
webhook-none-hint = What happens from now on appears here.
webhook-none-such = There is none of this kind.
webhook-waits-until-on = The webhook is off. What waits goes out when it is switched on.
webhook-again-all = Send what failed again
webhook-again-all-hint = Everything that was given up and happened since then is called once more, as it was, for up to three days.
webhook-again-all-now = Send again
webhook-sent-again = { $n ->
    [0] Since then nothing was given up.
    [one] One delivery is sent again.
   *[other] { $n } deliveries are sent again.
  }
webhook-zone = In your time zone, { $zone }.
webhook-for = For { $name }
webhook-happened = Happened
webhook-called = Calls
webhook-event-id = Event id
webhook-again = Send again
webhook-again-hint = With the same id and text.
webhook-headers = Headers
webhook-headers-hint = As at the last call. After a new secret the signature here is the one under that.
webhook-headers-none = It was not called yet.
webhook-body = Body
webhook-body-hint = Here with line breaks. The signature is over the body as it is sent, without them.

webhook-banner = The webhook { $name } switched itself off: it is told nothing.
webhook-banner-look = Look at it

flash-webhook-on = It is switched on.
flash-webhook-off = It is switched off.
flash-webhook-deleted = The webhook is deleted.
flash-webhook-again = It is sent again.

field-webhook-event = “{ $event }” is no event that can be chosen.
field-webhook-events = Choose at least one event.
field-webhook-since = This is no time. Write it as 2026-11-26T09:30.
field-webhooks-full = There can be { $limit } webhooks. Delete one first.

audit-outgoing-webhook-created = Webhook added
audit-outgoing-webhook-changed = Webhook changed
audit-outgoing-webhook-new-secret = New secret of a webhook
audit-outgoing-webhook-deleted = Webhook deleted
audit-outgoing-webhook-tried = Webhook tried out
audit-outgoing-webhook-paused = Webhook switched itself off
audit-outgoing-webhook-sent-again = Events sent to a webhook again
audit-detail-url = address { $value }
audit-detail-events = told { $value }
audit-detail-event = event { $value }
audit-detail-active = on: { $value }
audit-detail-reason = because { $value }
audit-detail-since = since { $value }
audit-word-failing = it failed for three days
audit-word-gone = it answered 410
