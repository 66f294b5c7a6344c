"""How often one network, address or person may ask something."""

from portal.settings.mode import env

#: Besides allauth's own limits: appointments and mails from one network, where a library or an office may be behind
#: it, and mails to one address. By the cache; while that is away each process counts for itself (portal.cache).
ACCOUNT_RATE_LIMITS = {
    # Per address: portal.people.asking_codes, in place of allauth's own, which let 4,320 codes a day go to one mailbox.
    "request_login_code": "20/m/ip",
    "code_known_device": "3/m/key,10/h/key,25/d/key",
    "code_of_network": "3/m/key,10/h/key,12/d/key",
    "code_of_strangers": "30/h/key,60/d/key",
    "reset_password": "20/m/ip,5/m/key,10/d/key",
    "book_appointment": "15/h/ip",
    # What a form mails to an address that was typed, codes aside: as many as codes (portal.confirming).
    "mail_typed_address": "6/h/key,20/d/key",
    "mail_result": "15/h/ip,5/d/key",
    "share_result": "15/h/ip",
    "tell_doubt": "10/h/ip",
    "letter_code": "15/h/ip",
    "refer": "60/d/key",
    "open_employer_file": "10/h/ip",
    # Links to employers that one learner has mailed, also of drafts that they threw away since.
    "ask_employer": "20/d/key",
}
# Questions to providers: from one network and of one address, and to one provider from everybody.
ACCOUNT_RATE_LIMITS |= {"ask_course": "10/h/ip,5/d/key", "asked_provider": "40/d/key"}
# What one network may take over: whole files an hour, questions to the API a minute. The page for partners tells them.
READING_LIMITS = {"files": env.int("FILES_AN_HOUR", 20), "questions": env.int("QUESTIONS_A_MINUTE", 600)}
# How many times of advisers one network may hold in an hour, by looking at them.
READING_LIMITS["holds"] = 40
# How many proxies of ours stand in front; too low puts all visitors in one rate limit, too high lets them lie.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
