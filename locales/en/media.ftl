media-loading = Loading…
media-tried-again = It is tried again by itself.
media-failed = Could not be loaded
media-refused = Not accepted
media-held = Waiting for the virus scanner
media-removed = Removed
media-again = Try again
media-download = Download
media-write-to = Write to
media-announced = { $what } (announced as { $announced })
media-why-not-there = Twilio does not have this file.
media-why-not-allowed = Twilio refuses our credentials; an admin can check them on the page of the account.
media-why-silent = There was no whole answer.
media-why-answered = Twilio answered with an error.
media-why-empty = The file is empty.
media-why-foreign = Its address is not Twilio’s place for this message. It is not fetched.
media-why-astray = Twilio sent us to an address where we do not go.
media-why-too-large = It is larger than what is accepted here. Ask for a smaller one, or for a link.
media-why-switched-off = This number accepts no files. An admin can change that in its settings.
media-why-blocked = Files of this kind can be dangerous and are not accepted.
media-why-infected = A virus was found in it.
media-why-unscanned = The virus scanner is away. The file appears by itself once it was looked through.
media-why-unscannable = The virus scanner could not look through it: it is larger than the scanner takes, or the scanner fails at it. An admin can look at the scanner; then it can be tried again.
media-signature = Signature: { $name }
media-why-expired = Files of this number are kept for a limited time.
media-viewer = Picture
media-viewer-close = Close
media-viewer-next = Next picture
media-viewer-before = Previous picture
media-viewer-larger = Larger
media-viewer-smaller = Smaller
media-play = Play
media-pause = Pause
media-speed = Speed
media-seek = Place in the recording
size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
size-kb = { $n } kB
size-mb = { $n } MB
size-gb = { $n } GB
size-point = .
overview-files = Files of messages
overview-files-text = { $n ->
    [0] none yet
    [one] one file, { $size }
   *[other] { $n } files, { $size }
}
overview-files-rules = What is accepted
alarm-disk = The disk is nearly full. Remove something or make it larger: at 5 % files are not fetched any more; texts still are.
alarm-disk-full = The disk is full. Files are not fetched until there is room again; texts still come.
alarm-disk-look = See the overview
files-title = Files of contacts
files-lede = What is accepted from contacts, for all numbers. What is refused is said in the thread, and to the contact if you switch that automated message on.
admin-field-size-bytes-max = Largest file, in MB
files-size-range = From 1 to { $limit } MB.
files-size-hint = WhatsApp itself carries 16 MB.
admin-field-blocked = Refused endings of names
files-blocked-hint = With blanks between. Programs are recognised by their bytes as well, whatever they are called.
files-kept = { $n ->
    [0] No files are kept yet.
    [one] One file is kept, { $size }.
   *[other] { $n } files are kept, { $size }; the same file counts once.
}
files-kept-numbers = How long is a setting of each number.
scanner-title = Virus scanner
scanner-there = It answers: { $version }.
scanner-not-asked = It was not asked yet.
scanner-away = Away
scanner-away-since = It stopped answering { $when }.
scanner-held = { $n ->
    [one] One file waits for it.
   *[other] { $n } files wait for it.
}
scanner-too-large = Its limit is too low
scanner-too-large-text = A file of { $size } was too large for it ({ $when }) and was refused. Raise StreamMaxLength, MaxFileSize and MaxScanSize in clamd.conf above the largest file that is accepted here.
scanner-hint = Every file is looked through before anybody sees it. While the scanner is away, files of contacts wait for it and agents cannot attach any; messages go on.
scanner-at = It listens at
scanner-none = Files are not looked through for viruses.
scanner-none-hint = ClamAV can do it: the person who runs this program sets where it listens, with
files-choose = Attach files
files-attach = Attach
files-chosen = Files that go with the answer
files-uploading = Files on their way
files-drop = Remove { $name }
files-shrink = Make it smaller
files-picture-too-large = Larger than WhatsApp takes pictures ({ $limit })
files-text-alone = The text goes first, as a message of its own: WhatsApp carries no text with this kind of file.
files-say-uploading = Files are still on their way. Send the answer when they are there.
files-say-too-large = One picture is too large. Make it smaller, or remove it.
files-say-empty = “{ $name }” is empty.
files-say-most = “{ $name }” has { $size }: more than the 16 MB that WhatsApp takes. Send a smaller one, or a link to it.
files-say-too-many = At most { $n } files at once.
files-say-ready = “{ $name }” is attached.
files-say-failed = “{ $name }” did not get here. Try it again.
files-say-cancel = Stop { $name }
files-say-sending = { $n ->
    [one] One file
   *[other] { $n } files
}
voice-record = Record a voice note
voice-stop = Stop and attach
voice-throw-away = Throw away
voice-not = This browser cannot record sound in a form that WhatsApp plays. Chrome, Firefox and Edge can.
voice-insecure = A browser records only on a safe (https) address. Ask an admin for one.
voice-denied = The browser may not use the microphone. Allow it in the settings of this page.
media-link-fine = We asked our own address for the file, and it was there. Send it again; if it fails again, WhatsApp or Twilio refuse it.
media-link-wrong = We asked our own address for the file, and it did not come: { $why }. An admin can put the public address right.
media-why-erased = Its contact was erased.
