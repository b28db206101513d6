# What contacts are told without anybody writing it. They read it on their phone, in the language of the number.

automatic-opted-out = You will get no more messages from us. If you want them again, write START.
automatic-opted-in = You will get messages from us again. If you want no more, write STOP.
