# What users choose for themselves: where the inbox begins, how they sign, what rings and when nothing does.

profile-view = The inbox begins with
profile-view-hint = The list that the sign at the top left, a sign-in and the installed app open.
profile-view-mine = Mine: what you have
profile-view-open = Open: what nobody has
profile-view-mentions = Mentions
profile-view-all = All
profile-view-closed = Closed
profile-signature = Signature
profile-signature-hint = Quick replies, automated messages and templates that name { $placeholder } end with it. It may have placeholders of its own, such as agent.name between double braces.
field-signature-itself = A signature cannot stand in itself. Take agent.signature out of it.
profile-zone-here = As the browser says: #

alerts-kinds = What you are called for
alerts-offer = A conversation is offered to you
alerts-message = A contact writes in a conversation of yours
alerts-mention = A colleague mentions you in a note
alerts-given = A colleague gives you a conversation
alerts-consult = A colleague asks you about a conversation
alerts-kind = When
alerts-by-sound = Sound
alerts-by-notice = Notification
alerts-by-always = In quiet hours, too
alerts-volume = Volume
alerts-volume-hint = 0 to 100. The button lets you hear it before you save.
alerts-quiet = Quiet hours
alerts-quiet-hint = In your time zone. No sound and no notification, but for what is ticked in the last column. The end may be on the next day; leave both empty for none.
alerts-quiet-from = Quiet from
alerts-quiet-to = Quiet until
alerts-quiet-now = It is quiet now, until { $until }.
alerts-discreet = Discreet notifications
alerts-discreet-hint = They say that something came, not from whom and what.
alerts-discreet-told = Something for you in Angelia
alerts-here = In this browser
field-volume = A whole number from 0 to { $limit }.
field-time-of-day = This is no time of the day. Write it as 22:00.
field-quiet-nothing = Both are the same time, so it would never be quiet, or always. Change one, or leave both empty.
audit-user-preferences = Preferences of a user changed

keys-palette = Everything, by typing
keys-go-profile = Go to your profile
keys-go-board = Go to the board
keys-go-settings = Go to the settings
palette-title = Do or open something
palette-placeholder = An action, a place, a contact
palette-actions = Actions
palette-conversations = Conversations
palette-presence = Presence
palette-places = Places
palette-found = Found: #
palette-none = Nothing here is called so. Try another word, or part of a number.

alerts-may-ask = Should Angelia call you while you look elsewhere?
alerts-not-now = Not now

offline-page-title = No connection
offline-page-text = Angelia cannot be reached: this device has no network, or the server is away.
offline-page-kept = What you sent before has left or waits on the server; drafts are kept there as you typed them, up to a second ago. Pages with customers’ data are never kept on this device, so there is nothing to read until the connection is back.
offline-page-tries = It is tried again by itself, and this page opens what you asked for.
offline-page-again = Still no connection. It is tried again by itself.
offline-page-do = Try now
install-description = The team’s WhatsApp inbox
