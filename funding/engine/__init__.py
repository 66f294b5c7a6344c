"""The engine: who can have which money, and the best lawful combination of it. Pure Python, no clock, no I/O.

From left to right, each module only knows the ones before it:

    ages -> dates   shortages -> areas   fact_types -> vocabulary -> facts             what can be known
    facts -> tree -> conditions -> outcome -> rules, judging                           who can have it
    judging -> representatives -> contradictions, counterfactuals                      what can't be, what would help
    judging -> columns   tree -> phrases                                               all courses at once, in words
    money -> terms -> offers -> cuts, conflicts, matching, exact, division -> plan     how much of it
    plan -> checker                                                                    is that lawful
    judging, plan -> scheme -> needs -> questions -> assessment -> snapshot            one person and course
    reading -> scheme_file -> examples                                                 schemes kept as data
"""
