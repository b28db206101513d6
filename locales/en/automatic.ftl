# What contacts are told without anybody writing it. They read it on their phone, in the language of the number.

automatic-opted-out = You will get no more messages from us. If you want them again, write START.
automatic-opted-in = You will get messages from us again. If you want no more, write STOP.
automatic-out-of-hours = Thank you for your message. We are closed now.
automatic-opens-again = We open again on { $when }.
automatic-too-many = Thank you for your message. So many people are writing to us now that nobody can answer you. Write to us again later.
automatic-too-long = Thank you for waiting. Nobody could answer you in time. Write to us again later.
automatic-monday = Monday
automatic-tuesday = Tuesday
automatic-wednesday = Wednesday
automatic-thursday = Thursday
automatic-friday = Friday
automatic-saturday = Saturday
automatic-sunday = Sunday
