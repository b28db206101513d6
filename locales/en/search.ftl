# What is found when somebody searches.
search-said = Said
search-us = Us
search-note = Note
search-file = file
search-offers = Narrow the search down
search-count = { $n ->
    [0] Nothing said found
    [one] { $n } passage found
   *[other] { $n } passages found
  }
search-further = Look further back
search-looked = Looked back to { $day }.
search-unknown-operator = There is no “{ $name }:” to search by, so it counted as a word. There are from:, number:, agent:, tag:, before:, after: and has:file.
search-no-day = “{ $value }” is no day, so it did not count. A day is written 2026-11-26 or 26/11/2026.
search-only-files = After “has:” only “file” is understood, so “{ $value }” did not count.
search-too-many-words = Only the first twelve words counted.
search-too-long = A search has at most { $limit } characters
search-too-long-text = Shorten it to the few words that matter. What was typed is still there.
search-behind-older = Older messages are still being prepared for searching: { $percent } % of them are found so far.
search-behind-newer = The newest { $n } messages cannot be found yet. They are being prepared.
search-operator-from = written by this contact
search-operator-number = over this number of ours
search-operator-agent = written by this colleague; “me” for yourself
search-operator-tag = with this tag
search-operator-before = before this day
search-operator-after = from this day on
search-operator-has = with a file
thread-newer = Newer messages
thread-jump = Go to a day
thread-jump-go = Go
message-link = Copy the link to this message
note-link = Copy the link to this note
message-link-copied = The link is copied.
