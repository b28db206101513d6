# Contacts: the list, one contact, own fields.

contacts-title = Contacts
contacts-lede = Everybody who wrote to you, and whom you wrote down.
contacts-add = Add a contact
contacts-add-lede = Whoever writes to you is added by itself. Add somebody here to write first, or to know who it is.
contacts-add-do = Add contact
contacts-search = Search contacts
contacts-search-hint = Name or number
contacts-all-tags = All tags
contacts-more = Earlier contacts
contacts-none-title = Nobody here yet
contacts-none = Whoever writes to one of your numbers stands here from then on.
contacts-nothing-title = Nobody like this
contacts-nothing = Look for a part of the name or for the last digits of the number.
contact-name = Name
contact-number = Number
contact-notes = Notes
contact-tag = Tag
contact-tags = Tags
contact-fields = Own fields
contact-language-unknown = Not known
contact-wrote = Last wrote
contact-first-seen = First seen
contact-write = Write to
contact-about = About
contact-saved = Saved.
contact-not-saved = Not saved. What you typed is still here; try again.
contact-talks = Conversations
contact-talks-none = None that you may see.
contact-talks-older = Earlier conversations
contact-first-words = First words
contact-no-words = No words from the contact
contact-state = State
contact-began = Began
contact-talk-open = waits
contact-talk-active = in work
contact-talk-waiting = waits for the contact
contact-talk-wrap-up = being finished
contact-talk-closed = closed
contact-files = Files
contact-files-none = No files that you may see.
contact-file-in = from the contact
contact-file-out = from us
contact-beside = Addresses and consent
contact-addresses = Addresses
contact-address-add = Add an address
contact-address-remove = Remove { $address }
contact-threads = Your numbers
contact-consent-none = Nothing is on file: neither that messages are wanted nor that they are not.
contact-opt-in-add = Record an opt-in
contact-opted-in-how = Agreed { $how }, { $when }; recorded by { $who }.
contact-by-program = a program
contact-said-stop = Said STOP to { $number }.
contact-said-start = Said START to { $number }.
contact-said-stop-noted = Wants no more messages from { $number }. Noted by { $who }: { $reason }
contact-said-start-noted = Wants messages from { $number } again. Noted by { $who }: { $reason }
side-contact-open = Open contact
side-contact-change = Change
flash-contact-made = Contact added.
flash-contact-has-number = This number is known already. Here is whose it is.
field-address-known = This address belongs to a contact already. Open that one instead.
field-address-last = A contact keeps at least one address. Add another before this one goes.
field-own-text = “{ $name }”: at most { $limit } characters.
field-own-number = “{ $name }” takes a number of up to 15 digits, such as 12 or 12.50.
field-own-date = “{ $name }” takes a day, such as 2026-11-26.
field-own-choice = “{ $name }” takes one of these: { $known }.

settings-contact-fields = Contact fields
contact-fields-lede = What you keep about contacts beside name, language, notes and tags. Agents fill it in on the contact and beside the thread.
contact-fields-none-title = No own fields yet
contact-fields-none = Name, language, notes and tags are always there. Add what else you need to know, such as a customer number.
contact-field-add = Add a field
contact-field-kind = What it holds
contact-field-kind-hint = This stays as it is: what agents fill in would not fit another kind.
contact-field-text = Text
contact-field-number = Number
contact-field-date = Day
contact-field-choice = Choice
contact-field-choices = Choices
contact-field-choices-hint = One a line. What stands somewhere and is no choice any more stays until somebody changes it.
contact-field-choices-of-choice = Only for a choice, one a line.
contact-field-name-hint = Short, as agents call it: Customer number.
contact-field-up = Up
contact-field-down = Down
contact-field-remove = Remove field
contact-field-remove-hint =
  { $n ->
    [0] Nothing stands in it yet.
    [one] What stands in it for one contact goes with it, for good.
    [1000] What stands in it for a thousand contacts or more goes with it, for good.
   *[other] What stands in it for { $n } contacts goes with it, for good.
  }
flash-contact-field-made = Field added. Agents see it at once.
flash-contact-field-removed = Field removed.
audit-contact-created = Contact added
audit-contact-changed = Contact changed
audit-contact-address-added = Address of a contact added
audit-contact-address-removed = Address of a contact removed
audit-contact-field-created = Contact field added
audit-contact-field-changed = Contact field changed
audit-contact-field-removed = Contact field removed

merge-title = Same person
merge-open = Same person as…
merge-lede = Find the other contact that is { $name } too. Nothing changes before you have seen both beside each other.
merge-search = Find
merge-more = There are more. Type more of the name or the number.
merge-compare = Compare
merge-compare-with = Compare with { $name }
merge-compare-title = Are these the same person?
merge-compare-lede = { $gone } becomes part of { $kept }. Where both have something else, choose what stays.
merge-swap = Keep the other one instead
merge-kept = This contact stays
merge-gone = This one becomes part of it
merge-tags-both = Tags of both stay.
merge-notes-both = The notes of both stay, one below the other.
merge-says-moves = Addresses, conversations and opt-ins move along. Whoever opens the other contact is led here.
merge-says-consent = Each thread keeps its address and its consent: a STOP stays a STOP, and nobody agrees to more than before.
merge-says-undo = You can undo this on the contact’s page as long as neither is erased.
merge-do = Make them one contact
merge-said = { $name } became part of this contact, { $when }.
merge-nameless = Somebody without a name
merge-profile-name = Name in WhatsApp
merge-undo-open = Part them again
merge-undo-says = { $name } gets addresses, conversations and opt-ins back, with what was said since. Name, language, notes, tags and fields go back to what they were.
merge-stays = This was changed since and stays as it is: { $what }.
merge-undo = Part them
flash-contact-merged = One contact now. Below “Same person” you can part them again.
flash-contact-unmerged = Two contacts again.
flash-contact-unmerged-partly = Two contacts again. What was changed since stays as it is; look it over.
flash-contact-told-apart = Noted: somebody else. You will not be asked again.
is-this = Is this { $name }?
is-this-why = What this contact writes from belongs to more than one contact, so none of them was chosen.
is-this-supervisor = A supervisor can make two contacts one.
is-this-same = Same person
is-this-look = Look
is-this-other = Somebody else
field-merge-self = A contact is the same person as itself already. Choose another one.
field-merge-merged = That contact became part of another already. Choose the one that it became.
field-merge-unknown = There is no such contact any more. Choose another one.
field-merge-notes = The notes of both are longer than { $limit } characters. Shorten one of them first; nothing was changed.
field-merge-tags = Both together have more than { $limit } tags. Remove some first; nothing was changed.
audit-contact-merged = Two contacts made one
audit-contact-unmerged = A contact parted again
audit-contact-told-apart = Two contacts told apart

erase-open = Erase…
erase-title = Erase
erase-lede = For somebody who asks to be forgotten. What goes here is gone for good; nobody can undo it.
erase-goes = What goes
erase-open-talks = { $n ->
    [one] A conversation is open; it is closed first, without a word to the contact.
   *[other] { $n } conversations are open; they are closed first, without a word to the contact.
  }
erase-goes-person = Names, addresses, tags, fields, notes and opt-ins. A message from the same number is from somebody new afterwards.
erase-goes-messages = { $n ->
    [0] There are no messages.
    [one] The text and the files of one message, and what has not been sent yet.
   *[other] The texts and the files of { $n } messages, and what has not been sent yet.
  }
erase-goes-beside = What colleagues noted and said to each other about it, variables, the reasons why it came to whom, comments in surveys, lines of broadcasts and imports, raw posts, and what programs were told.
erase-stays = What stays
erase-stays-counts = That there were conversations and messages, when, with whom of yours, and scores of surveys, so that reports keep their numbers.
erase-stays-audit = In the audit log, that a contact was erased and by whom.
erase-stays-outside = Backups that were made before, and what programs of yours have kept. Delete those yourself.
erase-at-provider = Also have Twilio delete the messages and files
erase-at-provider-hint = Takes longer. What Twilio does not delete is asked for again for a day, and then said here.
erase-sure = Yes, erase { $name } for good
erase-do = Erase for good
field-erase-sure = Tick this, so that nobody is erased by accident.
erased-title = Erased contact
erased-lede = Who this was and what was said is gone.
erased-done = All of it was gone { $when }.
erased-share = { $done } of { $total } messages are gone.
erased-goes-on = It goes on by itself, also after a restart.
erased-look-again = Look again
erased-there = Twilio has deleted its messages and files too.
erased-kept-there = { $n ->
    [one] Twilio did not delete one message within a day. Delete it in Twilio’s console.
   *[other] Twilio did not delete { $n } messages within a day. Delete them in Twilio’s console.
  }
audit-contact-erased = Contact erased
