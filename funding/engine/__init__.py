"""The engine: who can have which money, and the best lawful combination of it. Pure Python, no clock, no I/O.

From left to right, each module only knows the ones before it:

    money  ages  areas  vocabulary -> facts -> tree -> outcome -> rules, judging       who can have it
    money -> terms -> offers -> cuts, conflicts, matching, exact, division -> plan     how much of it
    plan -> checker                                                                    is that lawful
    judging, plan -> scheme -> needs -> questions -> assessment -> snapshot            one person and course
    reading -> scheme_file -> examples                                                 schemes kept as data
"""
