# What programs are told beyond the refusals, and the lines of a trace.

api-bad-request = This is not what the address takes: { $what }.
api-not-json = The body has to be JSON and to say so: Content-Type: application/json.
api-wrong-method = This address does not know this method; the header Allow names those it knows.
api-credentials-refused = Twilio refuses the account's credentials. Check its auth token or API key.
api-provider-refused = Twilio refuses, with code { $code }.
api-provider-silent = Twilio did not answer, or asks to be left alone for a while. Nothing was changed. Try again in a few seconds.

field-limit-range = A number from 1 to { $limit }.
field-out-of-range = From the lowest value up to { $limit }, not this.
field-cursor = Not a cursor of this list. Take the one that its last page gave.
field-text-or-template = Either a text, or a template with its variables.
field-language = A language tag such as el or en-GB.

trace-system = the system
trace-somebody = somebody who is not here any more
trace-opened = The conversation began.
trace-taken = Taken by { $actor }.
trace-taken-over = Taken over from { $from } by { $actor }.
trace-given = Given to { $to } by { $actor }.
trace-released = Given back to everybody by { $actor }.
trace-ended = Ended by { $actor }; the wrap-up was left to do.
trace-closed = Closed by { $actor }.
trace-window-closed = The 24 hours passed: from here on only templates reached the contact.
trace-window-refused = WhatsApp said that the 24 hours had passed, although they had not by our clock.
trace-opted-out = The contact asked for no more messages.
trace-opted-in = The contact asked for messages again.
trace-identity-conflict = The sender's addresses belong to more than one contact, so a new one was made; somebody has to say who it is.
trace-other = Something happened that this version does not know.
